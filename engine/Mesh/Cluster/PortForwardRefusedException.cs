namespace MeshRunbook.Mesh.Cluster;

/// <summary>The cluster does not lead connections to its pods, or not for this user; the message is the reason.</summary>
public sealed class PortForwardRefusedException(string reason) : Exception(reason);

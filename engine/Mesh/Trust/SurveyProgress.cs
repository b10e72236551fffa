namespace MeshRunbook.Mesh.Trust;

/// <summary>How far the asking of a cluster's proxies has come.</summary>
/// <param name="Proxies">How many there are to ask.</param>
/// <param name="Asked">How many of these have been asked in this round.</param>
/// <param name="AskedThrough">How they are asked.</param>
public sealed record SurveyProgress(int Proxies, int Asked, int Round, string AskedThrough);

using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>An object about to be stored: Old is null for a create; New may be changed by the hook in place.</summary>
public sealed record AdmissionRequest(ResourceType Type, JsonObject? Old, JsonObject New, WriteOptions Options);

/// <summary>
/// Looks at an object before it is stored, as an admission webhook does: changes it in place, or refuses by throwing
/// <see cref="ApiException"/>. It runs while the store is locked, so it must be quick; it may read the store.
/// </summary>
public delegate void AdmissionHook(AdmissionRequest request);

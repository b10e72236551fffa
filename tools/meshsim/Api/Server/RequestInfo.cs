namespace MeshSim.Api;

/// <summary>What a request asks for, as Kubernetes' request info: a verb on a resource, or a plain path.</summary>
/// <param name="Verb">get, list, watch, create, update, patch, delete, deletecollection; for plain paths the HTTP method in lower case.</param>
/// <param name="Resource">The plural, such as <c>deployments</c>; empty for plain paths.</param>
public sealed record RequestInfo(
    string Verb, string Path, string Group, string Version, string Resource, string Subresource,
    string Namespace, string Name, string UserAgent)
{
    public bool IsMutating => Verb is "create" or "update" or "patch" or "delete" or "deletecollection";
}

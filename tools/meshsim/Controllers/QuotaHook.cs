using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Refuses pods beyond a namespace's ResourceQuota, in the words of the API server.</summary>
internal sealed class QuotaHook(ObjectStore store)
{
    public void Admit(AdmissionRequest request)
    {
        if (request.Old is not null || !request.Type.Equals(BuiltInTypes.Pods)) return;
        var space = request.New.Namespace();
        var quota = store.List(BuiltInTypes.ResourceQuotas, space).Items.FirstOrDefault(item => Limit(item) is not null);
        if (quota is null || Limit(quota) is not { } limit) return;
        var used = store.List(BuiltInTypes.Pods, space).Items.Count;
        if (used < limit) return;
        throw ApiException.Forbidden(BuiltInTypes.Pods, request.New.Name(),
            $"exceeded quota: {quota.Name()}, requested: pods=1, used: pods={used}, limited: pods={limit}");
    }

    private static int? Limit(JsonObject quota)
    {
        var hard = quota.At("spec", "hard") as JsonObject;
        var text = (hard?["pods"] ?? hard?["count/pods"])?.ToString();
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}

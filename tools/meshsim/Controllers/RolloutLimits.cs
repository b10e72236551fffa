using System.Globalization;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>How many pods a rolling update may have: never more than <paramref name="Most"/>, never fewer than <paramref name="Least"/> ready.</summary>
internal readonly record struct RolloutLimits(int Most, int Least)
{
    public static RolloutLimits Of(JsonObject deployment, int wanted)
    {
        var surge = Resolve(deployment.At("spec", "strategy", "rollingUpdate", "maxSurge"), wanted, up: true);
        var unavailable = Resolve(deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable"), wanted, up: false);
        if (surge == 0 && unavailable == 0) unavailable = 1;
        return new(wanted + surge, Math.Max(0, wanted - unavailable));
    }

    /// <summary>A number, or a share such as <c>25%</c>, which is also what an absent value means.</summary>
    public static int Resolve(JsonNode? value, int of, bool up)
    {
        var text = value?.ToString() ?? "25%";
        if (!text.EndsWith('%')) return int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var share = of * double.Parse(text[..^1], CultureInfo.InvariantCulture) / 100;
        return (int)(up ? Math.Ceiling(share) : Math.Floor(share));
    }
}

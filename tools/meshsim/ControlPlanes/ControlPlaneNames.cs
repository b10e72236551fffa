namespace MeshSim.ControlPlanes;

/// <summary>How the objects of a revision are called; Istio's own revision <c>default</c> has no suffix.</summary>
public static class ControlPlaneNames
{
    public const string Namespace = "istio-system";
    public const string CaSecret = "istio-ca-secret";
    public const string PluggedInSecret = "cacerts";
    public const string RootConfigMap = "istio-ca-root-cert";

    /// <summary><c>-REVISION</c>, or nothing for <c>default</c>.</summary>
    public static string Suffix(string revision) => revision == "default" ? "" : "-" + revision;

    public static string Istiod(string revision) => "istiod" + Suffix(revision);

    public static string MeshConfig(string revision) => "istio" + Suffix(revision);

    public static string Injector(string revision) => "istio-sidecar-injector" + Suffix(revision);

    public static string InstalledState(string revision) => "installed-state" + Suffix(revision);
}

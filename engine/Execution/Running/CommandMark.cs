using System.Security.Cryptography;
using System.Text;

namespace MeshRunbook.Execution.Running;

/// <summary>
/// What all processes of an attempt carry in their environment. It follows from the intent, which is on disk before the
/// command starts: so a later engine finds them also where this one died before it could record the process.
/// </summary>
internal static class CommandMark
{
    public static string Of(string run, Address step, int attempt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run}\n{step}\n{attempt}")))[..32];
}

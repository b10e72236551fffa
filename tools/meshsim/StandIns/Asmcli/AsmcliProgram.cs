using MeshSim.Api;
using MeshSim.Running;

namespace MeshSim.StandIns.Asmcli;

/// <summary>The stand-in for asmcli.</summary>
internal sealed class AsmcliProgram(SimulatedMesh mesh, string folder)
{
    private const int Steps = 8;

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        try
        {
            var arguments = AsmcliArguments.Parse(call.Arguments);
            if (arguments.Version) return await SayAsync(call, $"{mesh.Scenario.AsmVersion}+config1", stop);
            if (arguments.Help) return await SayAsync(call, AsmcliText.Usage, stop);
            AsmcliChecks.Check(arguments, call.Resolve);
            var pause = mesh.Scenario.Timings.Asmcli / Steps;
            var install = new Installation(mesh, call, arguments, Path.Combine(folder, "bin", "istioctl"), pause);
            await install.RunAsync(stop);
            return 0;
        }
        catch (AsmcliException e)
        {
            await call.ErrorAsync(e.Text, stop);
            return e.ExitCode;
        }
        catch (Exception e) when (e is ApiException or UnauthorizedAccessException or DirectoryNotFoundException)
        {
            await call.ErrorAsync($"{e.Message}\nasmcli: [WARNING]: Failed, retrying...(1 of 5)\nasmcli: [ERROR]: Command failed\n", stop);
            return 1;
        }
    }

    private static async Task<int> SayAsync(Call call, string text, CancellationToken stop)
    {
        await call.OutAsync(text + "\n", stop);
        return 0;
    }
}

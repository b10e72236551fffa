using System.Globalization;
using BenchmarkDotNet.Running;
using MeshRunbook.Bench;
using MeshRunbook.Bench.Trust;

// dotnet run -c Release --project tools/bench -- --filter '*'
// dotnet run -c Release --project tools/bench -- trust
// dotnet run -c Release --project tools/bench -- long-run FOLDER [EVENTS]   makes a long run; tools/bench/long-run measures it
switch (args)
{
    case ["trust", .. var rest]:
        return await TrustRace.RunAsync(rest is [var pods] ? int.Parse(pods, CultureInfo.InvariantCulture) : 1000);
    case ["long-run", var folder, .. var rest]:
        Console.WriteLine(await LongRun.MakeAsync(folder, rest is [var events] ? int.Parse(events, CultureInfo.InvariantCulture) : 100_000));
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}

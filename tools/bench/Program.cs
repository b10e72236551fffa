using BenchmarkDotNet.Running;
using MeshRunbook.Bench.Trust;

// dotnet run -c Release --project tools/bench -- --filter '*'
// dotnet run -c Release --project tools/bench -- trust
if (args is ["trust", .. var rest]) return await TrustRace.RunAsync(rest is [var pods] ? int.Parse(pods, System.Globalization.CultureInfo.InvariantCulture) : 1000);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;

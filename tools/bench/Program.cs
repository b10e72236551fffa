using BenchmarkDotNet.Running;

// dotnet run -c Release --project tools/bench -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);

using MeshRunbook.Cli;

return await CommandLine.RunAsync(args);

using System.CommandLine;
using MeshSim.Running;

var folder = new Option<string>("--dir") { Description = "The folder of the mesh: kubeconfig, bin and its state", Required = true };
var scenario = new Option<string>("--scenario") { Description = "The scenario file that says what the mesh looks like", Required = true };
var token = new Option<string?>("--token") { Description = "The bearer token for the API servers; a random one unless given" };
var parent = new Option<int?>("--parent") { Description = "End when this process is gone, unless the file `keep` in the folder is empty or holds the id of another that lives", HelpName = "PID" };
var output = new Option<string>("--output", "-o") { Description = "text or json", DefaultValueFactory = _ => "text" };
output.AcceptOnlyFromAmong("text", "json");
var words = new Argument<string[]>("fault") { Description = "What to change, such as oldRoot=dropped; none shows the faults of now", Arity = ArgumentArity.ZeroOrMore };

var up = new Command("up", "Serve a mesh until a signal ends it") { folder, scenario, token, parent };
up.SetAction(parsed => UpCommand.RunAsync(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(scenario), parsed.GetValue(token), parsed.GetValue(parent)));
var env = new Command("env", "Print the exports that let a shell use a running mesh") { folder };
env.SetAction(parsed => EnvCommand.Run(parsed.GetRequiredValue(folder)));
var report = new Command("report", "Print what the prober has counted") { folder, output };
report.SetAction(parsed => ControlClient.AskAsync(parsed.GetRequiredValue(folder), "report", [parsed.GetRequiredValue(output)]));
var state = new Command("state", "Print the mesh without what changes from run to run, to compare two moments") { folder };
state.SetAction(parsed => ControlClient.AskAsync(parsed.GetRequiredValue(folder), "state", []));
var proxies = new Command("proxies", "List every running proxy with what it holds, as JSON") { folder };
proxies.SetAction(parsed => ControlClient.AskAsync(parsed.GetRequiredValue(folder), "proxies", []));
var fault = new Command("fault", "Switch faults on and off") { folder, words };
fault.SetAction(parsed => ControlClient.AskAsync(parsed.GetRequiredValue(folder), "fault", parsed.GetValue(words) ?? []));
var mutations = new Command("mutations", "List the mutating API calls received") { folder, output };
mutations.SetAction(parsed => ControlClient.AskAsync(parsed.GetRequiredValue(folder), "mutations", [parsed.GetRequiredValue(output)]));

var root = new RootCommand("A simulated service mesh for rehearsals") { up, env, report, state, proxies, fault, mutations };
var parsed = root.Parse(args);
var status = await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
return parsed.Errors.Count > 0 ? 2 : status;

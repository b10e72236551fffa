namespace MeshSim.StandIns.Asmcli;

/// <summary>asmcli's longer texts.</summary>
internal static class AsmcliText
{
    public const string Usage = """
        usage: asmcli [SUBCOMMAND] [OPTION]...

        Sub-commands: install, validate, print-config

          -l|--cluster_location <LOCATION>   -n|--cluster_name <NAME>   -p|--project_id <ID>
          --kc|--kubeconfig <FILE>           --ctx|--context <NAME>
          --fleet_id <FLEET ID>              -c|--ca <CA>
          -r|--revision_name <REVISION>      -D|--output_dir <DIR>
          -o|--option <FILE NAME>            --co|--custom_overlay <FILE>
          --ca_cert <FILE>  --ca_key <FILE>  --root_cert <FILE>  --cert_chain <FILE>
          -e|--enable_all  --only_validate  --print_config  --dry_run  -v|--verbose  -h|--help  --version
        """;

    public const string CustomCertificatesExist = """
        Custom certificates already exist in the cluster. Please remove the
        'cacerts' secret from the 'istio-system' namespace and try again.
        If you want to keep the same custom certificates, re-run the script
        without any of the custom certificate flags.
        """;
}

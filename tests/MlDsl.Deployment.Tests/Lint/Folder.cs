using k8s;
using YamlDotNet.RepresentationModel;

namespace MlDsl.Deployment.Tests.Lint;

/// <summary>The files of a deployment: those of the sample, or of what a template made.</summary>
internal sealed class Folder(string root)
{
    public string Root => root;

    /// <summary>The workflow, which lies where GitHub looks for it or, in the sample, beside the manifests.</summary>
    public string Workflow => Exists(".github/workflows/service.yml") ? ".github/workflows/service.yml" : "deploy/github/service.yml";

    public IEnumerable<string> Yaml => Directory.EnumerateFiles(Path.Combine(root, "deploy"), "*.y*ml", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Append(Workflow).Distinct().Order(StringComparer.Ordinal);

    public bool Exists(string file) => File.Exists(Path.Combine(root, file));

    public string Text(string file) => File.ReadAllText(Path.Combine(root, file));

    /// <summary>One object as the cluster reads it: what it does not know is refused.</summary>
    public T Manifest<T>(string file) => KubernetesYaml.Deserialize<T>(Text(file), strict: true);

    /// <summary>The tree of a file; a member that is there twice is refused.</summary>
    public YamlMappingNode Tree(string file)
    {
        var stream = new YamlStream();
        using var text = new StringReader(Text(file));
        stream.Load(text);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }
}

/// <summary>Nodes by their names.</summary>
internal static class Nodes
{
    /// <summary>What lies below a node by the names of the members on the way; null where one is missing.</summary>
    public static YamlNode? At(this YamlNode? node, params string[] names) =>
        names.Aggregate(node, static (at, name) => at is YamlMappingNode map && map.Children.TryGetValue(name, out YamlNode? next) ? next : null);

    public static string Text(this YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";

    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    public static IEnumerable<(string Name, YamlNode Value)> Members(this YamlNode? node) =>
        (node as YamlMappingNode)?.Children.Select(static member => (member.Key.Text(), member.Value)) ?? [];
}

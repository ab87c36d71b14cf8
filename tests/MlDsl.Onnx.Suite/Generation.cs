using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Build.Framework;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Build;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Onnx.Suite;

/// <summary>A model that went through task, generator and compiler; <see cref="Problem"/> says where it stopped.</summary>
internal sealed record GeneratedModel(OfficialModel Model, OnnxModelSpec? Spec, Func<Driver>? Driver, string? Problem)
{
    /// <summary>The assembly that the adapters of all models lie in.</summary>
    public required Assembly Assembly { get; init; }
}

/// <summary>Takes all models through the MSBuild task and the generator, and compiles the result with every warning an error.</summary>
internal static class Generation
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static int assemblies;

    /// <param name="models">The models.</param>
    /// <param name="folder">Where manifests go.</param>
    /// <param name="isCompiled">Whether the graphs become code; otherwise ONNX Runtime runs them.</param>
    /// <param name="beside">Files that are compiled with them, and the generators that those need.</param>
    public static List<GeneratedModel> Run(List<OfficialModel> models, string folder, bool isCompiled, (IReadOnlyList<SyntaxTree> Files, IReadOnlyList<ISourceGenerator> Generators) beside = default)
    {
        string[] problems = WriteManifests(models, folder);
        var files = models.Select((m, i) => new Manifested(ManifestOf(m, i, folder), problems[i])).ToList();
        var manifests = files.Select(static f => f.Problem is null ? ManifestParser.Parse(f.Path, f.GetText(), default) : null).ToList();
        var plans = isCompiled ? models.Select(static m => PlannedModel.Of(m)).ToList() : [];
        // An assembly of a name is loaded once.
        int number = Interlocked.Increment(ref assemblies);
        var compilation = CSharpCompilation.Create(
            isCompiled ? $"Suite.Compiled{number}" : $"Suite{number}",
            [.. models.Select((m, i) => CSharpSyntaxTree.ParseText(DriverWriter.Class(Name(i), m.FileName, isCompiled ? "Compiled" : "Runtime"), ParseOptions, $"{Name(i)}.cs")), .. beside.Files ?? []],
            [.. CSharp.References, MetadataReference.CreateFromFile(typeof(Driver).Assembly.Location)],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999));
        CSharpGeneratorDriver
            .Create([new OnnxModelGenerator().AsSourceGenerator(), .. beside.Generators ?? []], [.. files.Where(static f => f.Problem is null), .. plans], ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);

        var specs = new OnnxModelSpec?[models.Count];
        var drivers = new List<SyntaxTree>();
        for (int i = 0; i < models.Count; i++)
        {
            if (manifests[i] is not { } manifest || compilation.GetTypeByMetadataName($"Suite.{Name(i)}") is not { } type) continue;
            int at = i;
            specs[i] = OnnxModelParser.Parse(type, new BuiltModels(new([manifest]), isCompiled ? new([plans[i].Plan]) : default), d => problems[at] = d.ToString(), default);
            if (specs[i] is { } spec) drivers.Add(CSharpSyntaxTree.ParseText(DriverWriter.Driver(Name(i), spec), ParseOptions, $"{Name(i)}Driver.cs"));
        }
        Assembly assembly = Compile(generated.AddSyntaxTrees(drivers), [.. plans.Select(static p => p.Weights).OfType<ResourceDescription>()], problems);
        return [.. models.Select((m, i) => new GeneratedModel(m, specs[i], Factory(assembly, i), problems[i]) { Assembly = assembly })];
    }

    // A model whose code does not compile must not hide the others: its files are left out and the rest is compiled again.
    private static Assembly Compile(Compilation compilation, List<ResourceDescription> weights, string?[] problems)
    {
        while (true)
        {
            using var stream = new MemoryStream();
            var result = compilation.Emit(stream, manifestResources: weights);
            if (result.Success)
            {
                stream.Position = 0;
                return AssemblyLoadContext.Default.LoadFromStream(stream);
            }
            var broken = new HashSet<string>();
            foreach (Diagnostic error in result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error))
            {
                string file = Path.GetFileName(error.Location.SourceTree?.FilePath ?? "");
                if (!file.StartsWith('M') && !file.StartsWith("Suite.M", StringComparison.Ordinal)) throw new InvalidOperationException(error.ToString());
                string name = file[(file.IndexOf('M', StringComparison.Ordinal))..][..5];
                broken.Add(name);
                problems[int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture)] ??= error.ToString();
            }
            compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(t => broken.Any(b => Path.GetFileName(t.FilePath).Contains(b, StringComparison.Ordinal))));
        }
    }

    private static Func<Driver>? Factory(Assembly assembly, int index) =>
        assembly.GetType($"Suite.{Name(index)}Driver") is { } type ? () => (Driver)Activator.CreateInstance(type)! : null;

    private static string Name(int index) => $"M{index:0000}";

    private static string[] WriteManifests(List<OfficialModel> models, string folder)
    {
        var engine = new Engine();
        for (int i = 0; i < models.Count; i++)
            if (!models[i].IsOnnx) File.WriteAllText(ManifestOf(models[i], i, folder), PlannedModel.Of(models[i]).Manifest);
        var items = models.Select((m, i) => (Model: m, Number: i)).Where(static one => one.Model.IsOnnx).Select(one => (ITaskItem)new Item(one.Model.Path, one.Model.FileName, ManifestOf(one.Model, one.Number, folder))).ToArray();
        new WriteModelManifests { BuildEngine = engine, Models = items }.Execute();
        return [.. models.Select(m => engine.Errors.GetValueOrDefault(m.Path))!];
    }

    private static string ManifestOf(OfficialModel model, int number, string folder) => Path.Combine(folder, $"{number}{Path.GetExtension(model.Path)}.manifest");

    private sealed class Manifested(string path, string? problem) : AdditionalText
    {
        public string? Problem => problem;

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path), System.Text.Encoding.UTF8);
    }

    private sealed class Item(string path, string name, string manifest) : ITaskItem
    {
        public string ItemSpec { get; set; } = "";

        public ICollection MetadataNames => Array.Empty<string>();

        public int MetadataCount => 0;

        public string GetMetadata(string metadataName) => metadataName switch { "FullPath" => path, "ModelName" => name, _ => manifest };

        public IDictionary CloneCustomMetadata() => new Hashtable();

        public void CopyMetadataTo(ITaskItem destinationItem) => throw new NotSupportedException();

        public void RemoveMetadata(string metadataName) => throw new NotSupportedException();

        public void SetMetadata(string metadataName, string metadataValue) => throw new NotSupportedException();
    }

    private sealed class Engine : IBuildEngine
    {
        public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;

        public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors[e.File] = $"{e.Code}: {e.Message}";

        public void LogMessageEvent(BuildMessageEventArgs e) => ArgumentNullException.ThrowIfNull(e);

        public void LogWarningEvent(BuildWarningEventArgs e) => Errors[e.File] = $"{e.Code}: {e.Message}";
    }
}

using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.ML;
using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Compiler;
using MlDsl.Compiler.Output;
using MlDsl.Compiler.Planning;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>What the fix of MLD2086 writes compiles with the generator's code and predicts what ML.NET's engine does, of a model that is trained here.</summary>
public sealed class MlNetEngineFixTests
{
    private const string Rest = """
        public static class Runner
        {
            public static string Folder = "";
            public static System.Collections.Generic.List<string> Run(string folder)
            {
                Folder = folder;
                var said = new System.Collections.Generic.List<string>();
                for (int i = 0; i < 300; i++)
                {
                    var row = new ModelInput { Vendor = i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "unseen", Sizes = new float[] { i % 11, i % 5, i * 0.25f }, Miles = i * 0.5f };
                    said.Add(Ask(row));
                }
                return said;
            }
        """;

    private const string Builder = """
        using System;
        using System.IO;
        using System.Linq;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        public partial class Kinds
        {
            /// <summary>The rows.</summary>
            #region model input class
            public class ModelInput
            {
                [LoadColumn(0)]
                [ColumnName(@"Vendor")]
                public string Vendor { get; set; } = "";

                [LoadColumn(1, 3), VectorType(3)]
                [ColumnName(@"Sizes")]
                public float[] Sizes { get; set; } = new float[3];

                [LoadColumn(4)]
                [ColumnName(@"Miles")]
                public float Miles { get; set; }

                [LoadColumn(5)]
                [ColumnName(@"Kind")]
                public string Kind { get; set; } = "";
            }
            #endregion

            public class ModelOutput
            {
                [ColumnName(@"Miles")]
                public float Miles { get; set; }

                [ColumnName(@"Features")]
                public float[] Features { get; set; } = new float[0];

                [ColumnName(@"PredictedLabel")]
                public string PredictedLabel { get; set; } = "";

                [ColumnName(@"Score")]
                public float[] Score { get; set; } = new float[0];
            }

            private static string MLNetModelPath => Path.Combine(Runner.Folder, "m.zip");

            public static readonly Lazy<PredictionEngine<ModelInput, ModelOutput>> PredictEngine = new Lazy<PredictionEngine<ModelInput, ModelOutput>>(() => CreatePredictEngine(), true);

            /// <summary>
            /// Use this method to predict on <see cref="ModelInput"/>.
            /// </summary>
            public static ModelOutput Predict(ModelInput input)
            {
                var predEngine = PredictEngine.Value;
                return predEngine.Predict(input);
            }

            private static PredictionEngine<ModelInput, ModelOutput> CreatePredictEngine()
            {
                var mlContext = new MLContext();
                ITransformer mlModel = mlContext.Model.Load(MLNetModelPath, out var _);
                return mlContext.Model.CreatePredictionEngine<ModelInput, ModelOutput>(mlModel);
            }
        }
        """;

    private const string Service = """
        using System;
        using System.IO;
        using System.Linq;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        namespace Shop
        {
            public sealed class KindService : IDisposable
            {
                private readonly MLContext context = new(seed: 1);
                private readonly PredictionEngine<ModelInput, ModelOutput> engine;
                private ModelOutput last = new();

                public KindService()
                {
                    string path = Path.Combine(Runner.Folder, "m.zip");
                    var model = this.context.Model.Load(path, out DataViewSchema schema);
                    this.engine = this.context.Model.CreatePredictionEngine<ModelInput, ModelOutput>(model);
                }

                public string Ask(ModelInput row)
                {
                    lock (engine)
                    {
                        engine.Predict(row, ref last);
                        return $"{last.Kind} {engine.Predict(row).Score.Length} {string.Join(" ", last.Score.Select(s => s.ToString("0.00000")))}";
                    }
                }

                public void Dispose() => engine.Dispose();
            }
        }
        public class ModelInput
        {
            public string Vendor { get; set; } = "";
            [VectorType(3)] public float[] Sizes { get; set; } = new float[3];
            public float Miles { get; set; }
            public string Kind { get; set; } = "";
        }
        public class ModelOutput
        {
            [ColumnName("PredictedLabel")] public string Kind { get; set; } = "";
            public float[] Score { get; set; } = new float[0];
        }
        """;

    [Fact]
    public Task AClassOfModelBuilder() => Verify(
        Builder + "\n" + Rest.Replace("ModelInput", "Kinds.ModelInput", StringComparison.Ordinal) + "\n    private static string Ask(Kinds.ModelInput row) { var said = Kinds.Predict(row); return said.PredictedLabel + string.Join(\" \", said.Score.Select(s => s.ToString(\"0.00000\"))); }\n}\n",
        "[MlDsl.MlNetModel(\"Models/m.zip\")]\npublic partial class Kinds : MlDsl.IScorer<Kinds.ModelInput, Kinds.ModelOutput>");

    // As Model Builder 16 and 17 write it for models of several classes.
    [Fact]
    public Task AClassOfModelBuilderWithLabels() => Verify(WithLabels("Label"), "return Kinds.Labels;");

    [Theory]
    [InlineData("Vendor", "")]
    [InlineData("Label", "private static readonly int Labels = 3;")]
    [InlineData("Label", "public static int Columns => PredictEngine.Value.OutputSchema.Count;")]
    public async Task LabelsThatTheClassCannotSayStayWithTheEngine(string column, string member) => Assert.Empty(
        await RuleTest.Diagnostics(CSharp.Compile(WithLabels(column, member)), [.. Texts.Value], new EngineBecomesModel()));

    // Of other texts than the classes' own the caller would lose what was made of them.
    [Theory]
    [InlineData("x => $\"class {x}\"")]
    [InlineData("x => x.ToString() + \"!\"")]
    [InlineData("x => \"all\".ToString()")]
    public async Task LabelsThatAreMadeIntoOthersStayWithTheEngine(string each) => Assert.Empty(
        await RuleTest.Diagnostics(CSharp.Compile(WithLabels("Label").Replace("x => x.ToString()", each, StringComparison.Ordinal)), [.. Texts.Value], new EngineBecomesModel()));

    [Fact]
    public Task AServiceWithAnEngine() => Verify(
        Service + "\n" + Rest + "\n    private static string Ask(ModelInput row) { using var service = new Shop.KindService(); return service.Ask(row); }\n}\n",
        "public sealed partial class KindServiceModel : MlDsl.IScorer<ModelInput, ModelOutput>;");

    [Fact]
    public async Task AMemberThatSomebodyReadsIsNotLeftEmpty() => Assert.Null(await Fixed(
        Builder + "\n" + Rest.Replace("ModelInput", "Kinds.ModelInput", StringComparison.Ordinal) + "\n    private static string Ask(Kinds.ModelInput row) => Kinds.Predict(row).Features.Length.ToString();\n}\n"));

    [Fact]
    public async Task AnEngineThatSomebodyElseAsksStays() => Assert.Null(await Fixed(
        Builder + "\n" + Rest.Replace("ModelInput", "Kinds.ModelInput", StringComparison.Ordinal) + "\n    private static string Ask(Kinds.ModelInput row) => Kinds.PredictEngine.Value.Predict(row).PredictedLabel;\n}\n"));

    private static string WithLabels(string column, string member = "")
    {
        string methods = $$"""
                {{member}}
                public static IOrderedEnumerable<System.Collections.Generic.KeyValuePair<string, float>> PredictAllLabels(ModelInput input)
                {
                    var engine = PredictEngine.Value;
                    var answer = engine.Predict(input);
                    return GetSortedScoresWithLabels(answer);
                }

                public static IOrderedEnumerable<System.Collections.Generic.KeyValuePair<string, float>> GetSortedScoresWithLabels(ModelOutput result)
                {
                    var names = GetLabels(result);
                    var scores = new System.Collections.Generic.Dictionary<string, float>();
                    for (int i = 0; i < names.Count(); i++) scores.Add(names.ElementAt(i), result.Score[i]);
                    return scores.OrderByDescending(pair => pair.Value);
                }

                private static System.Collections.Generic.IEnumerable<string> GetLabels(ModelOutput result)
                {
                    var schema = PredictEngine.Value.OutputSchema;

                    var column = schema.GetColumnOrNull("{{column}}");
                    if (column == null)
                    {
                        throw new Exception("There is no such column.");
                    }

                    var names = new VBuffer<ReadOnlyMemory<char>>();
                    column.Value.GetKeyValues(ref names);
                    return names.DenseValues().Select(x => x.ToString());
                }
            }
            """;
        return Builder[..Builder.LastIndexOf('}')] + methods + "\n" + Rest.Replace("ModelInput", "Kinds.ModelInput", StringComparison.Ordinal)
            + "\n    private static string Ask(Kinds.ModelInput row) => string.Join(\" \", Kinds.PredictAllLabels(row).Select(p => p.Key + p.Value.ToString(\"0.00000\")));\n}\n";
    }

    private static async Task Verify(string source, string written)
    {
        var before = Run(CSharp.Compile(source), []);
        string? after = await Fixed(source);
        Assert.True(after is not null, "No fix is offered");
        Assert.Contains(written, after, StringComparison.Ordinal);
        Assert.DoesNotContain("MLContext", after, StringComparison.Ordinal);
        CSharpGeneratorDriver.Create([new OnnxModelGenerator().AsSourceGenerator()], Texts.Value, (CSharpParseOptions)CSharp.Parse("").Options)
            .RunGeneratorsAndUpdateCompilation(CSharp.Compile(after), out Compilation compiled, out _);
        CSharp.AssertClean(compiled);
        Assert.Equal(before, Run(compiled, [new ResourceDescription("MlDsl.Weights/Models/m.zip", static () => new MemoryStream(Trained.Value.Files.Weights!), isPublic: true)]));
        Assert.True(before.Distinct().Count() > 20);
    }

    private static List<string> Run(Compilation compilation, ResourceDescription[] weights)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, manifestResources: weights);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)) + compilation.SyntaxTrees.First(static t => t.FilePath == "Source.cs"));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext("engine").LoadFromStream(image);
        return (List<string>)assembly.GetType("Runner")!.GetMethod("Run")!.Invoke(null, [Trained.Value.Folder])!;
    }

    private static async Task<string?> Fixed(string source)
    {
        Compilation compilation = CSharp.Compile(source);
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject("Test", LanguageNames.CSharp).WithCompilationOptions(compilation.Options).WithParseOptions(CSharp.Parse("").Options).WithMetadataReferences(compilation.References);
        Document? document = null;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            document = project.AddDocument(tree.FilePath, await tree.GetTextAsync(), filePath: tree.FilePath);
            project = document.Project;
        }
        document = project.Documents.Single(static d => d.Name == "Source.cs");
        Diagnostic found = Assert.Single(await RuleTest.Diagnostics((await project.GetCompilationAsync())!, [.. Texts.Value], new EngineBecomesModel()));
        CodeAction? action = null;
        await new EngineBecomesModelFix().RegisterCodeFixesAsync(new CodeFixContext(document, found, (offered, _) => action ??= offered, CancellationToken.None));
        if (action is null) return null;
        Solution changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private static readonly Lazy<(string Folder, byte[] Content, CompiledFiles Files)> Trained = new(static () =>
    {
        var ml = new MLContext(seed: 1);
        MlNetEngineTests.Row[] rows = [.. Enumerable.Range(0, 300).Select(static i => new MlNetEngineTests.Row { Vendor = i % 3 == 0 ? "a" : "b", Sizes = [i % 11, i % 5, i * 0.25f], Miles = i * 0.5f, Kind = i % 7 < 2 ? "x" : i > 150 ? "y" : "z" })];
        IDataView view = ml.Data.LoadFromEnumerable(rows);
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(ml.Transforms.Categorical.OneHotEncoding("VendorHot", "Vendor")).Append(ml.Transforms.Concatenate("Features", "VendorHot", "Sizes", "Miles"))
            .Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        string folder = Directory.CreateTempSubdirectory("mldsl-engine").FullName, file = Path.Combine(folder, "m.zip");
        ml.Model.Save(pipeline.Fit(view), view.Schema, file);
        byte[] content = File.ReadAllBytes(file);
        CompiledFiles compiled = ModelCompiler.Compile(content, "Models/m.zip");
        Assert.True(compiled.Weights is not null, compiled.Plan);
        return (folder, content, compiled);
    });

    private static readonly Lazy<TextFile[]> Texts = new(static () =>
    [
        new("obj/m.zip.manifest", MlNetManifest.Write("Models/m.zip", ModelCompiler.Hash(Trained.Value.Content), Trained.Value.Content.Length, MlNetModelFile.Read(Trained.Value.Content))),
        new("obj/m.zip.plan", Trained.Value.Files.Plan),
    ]);
}

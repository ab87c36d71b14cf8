using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests.Flow;

/// <summary>Attributes of every shape and symbols of other projects: no analyzer throws, and a referenced project is read alike in any form.</summary>
public sealed class ForeignCodeTests
{
    private static readonly string[] Attributes =
        ["LoadColumn", "LoadColumnName", "VectorType", "ColumnName", "NoColumn", "KeyType", "Obsolete", "System.ThreadStatic", "Nowhere", "LoadColumn<int>"];

    // One of every kind of constant that an attribute can hold, and of what it cannot.
    private static readonly string[] Constants =
    [
        "null", "default", "0", "-1", "3", "int.MaxValue", "int.MinValue", "2u", "3L", "'c'", "1.5", "1m", "true", "\"a\"", "(string)null", "(object)5",
        "typeof(int)", "typeof(System.Collections.Generic.List<>)", "System.DayOfWeek.Monday", "(System.DayOfWeek)99", "nameof(System)",
        "new[] { 0, 1, 2 }", "new int[0]", "(int[])null", "new int[] { }", "new[] { \"a\", null }", "new object[] { 1, \"a\", null, typeof(int) }",
        "new object[] { new[] { 1, 2 }, new object[] { new[] { 3 } } }", "new[] { System.DayOfWeek.Monday }", "new[] { typeof(int) }", "new[] { nothing }",
        "nothing", "1 + nothing", "new int[,] { { 1 } }", "() => 1", "fieldIndex: 1", "columnIndexes: new[] { 1 }", "start: 1, end: 2", "end: 1, start: 2", "dimensions: new[] { 2, 3 }", "Name = \"n\"", "Count = 3", "Nothing = 1", "params", "",
    ];

    [Fact]
    public async Task AttributesOfAnyShapeThrowNothing()
    {
        var members = new StringBuilder();
        int count = 0;
        foreach (string attribute in Attributes)
        {
            foreach (string first in Constants)
            {
                foreach (string rest in new[] { "", ", 1", ", new[] { 1 }", ", \"a\"", ", null", ", 3, Count = 2" })
                {
                    string type = (count % 4) switch { 0 => "float", 1 => "float[]", 2 => "string", _ => "VBuffer<float>" };
                    if (count % 40 == 0) members.Append(CultureInfo.InvariantCulture, $"{(count == 0 ? "" : "}")} [{attribute}({first}{rest})] class Row{count / 40} {{\n");
                    string accessors = count % 3 == 0 ? ";" : " { get; set; }";
                    members.Append(CultureInfo.InvariantCulture, $"[{attribute}({first}{rest})] public {type} M{count}{accessors}\n");
                    members.Append(CultureInfo.InvariantCulture, $"[LoadColumn({count % 7}), {attribute}({first}{rest}), VectorType({first})] public {type} N{count++}{accessors}\n");
                }
            }
        }
        members.Append('}');
        string uses = string.Concat(Enumerable.Range(0, count / 40).Select(static i => string.Create(CultureInfo.InvariantCulture, $$"""
            { var rows = ml.Data.LoadFromTextFile<Row{{i}}>("rows.csv"); var more = ml.Data.LoadFromEnumerable<Row{{i}}>(new Row{{i}}[0]);
              var model = ml.Transforms.Concatenate("Features", "M{{i * 40}}").Append(ml.Regression.Trainers.FastTree("N{{i * 40}}")).Fit(rows);
              var engine = ml.Model.CreatePredictionEngine<Row{{i}}, Row{{i}}>(model); engine.Predict(new Row{{i}}()); }
            """)));
        Compilation compilation = CSharp.Compile($"using Microsoft.ML; using Microsoft.ML.Data; {members} class Program {{ static void Run(MLContext ml) {{ {uses} }} }}").AddReferences(Library.All);
        Assert.Empty((await AllRules.Run(compilation)).Where(static d => d.Id == "AD0001").Select(static d => d.GetMessage(CultureInfo.InvariantCulture)));
    }

    private const string Referenced = """
        #nullable disable
        using System.Collections.Generic; using Microsoft.ML; using Microsoft.ML.Data; using Microsoft.ML.OnnxRuntime;
        public class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } public decimal Money { get; set; } }
        public class Out { [ColumnName("Scored")] public float Value { get; set; } public string PredictedLabel { get; set; } }
        public partial class Shared<T>
        {
            public static readonly MLContext Ml = new(1);
            public readonly IDataView All = Ml.Data.LoadFromTextFile<Row>("a.csv");
            public IDataView Rows { get; } = Ml.Data.LoadFromTextFile<Row>("b.csv");
            public IDataView Same => All;
            public InferenceSession Session = new("model.onnx");
            public SessionOptions Options = new();
            public ITransformer Model { get; private set; }
            protected IEstimator<ITransformer> Chain;
            public Shared() { Model = Fit(Ml, All); Chain = Ml.Regression.Trainers.FastTree("Y"); }
            public static ITransformer Fit(MLContext ml, IDataView rows) => ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree("Y")).Fit(rows);
        }
        """;

    private const string Referencing = """
        #nullable disable
        using System.Collections.Generic; using Microsoft.ML; using Microsoft.ML.Data; using Microsoft.ML.OnnxRuntime;
        class Program : Shared<int>
        {
            private readonly Shared<string> other = new();
            void Run(MLContext ml, List<Row> list)
            {
                System.Console.WriteLine(ml.Regression.Evaluate(Model.Transform(All), "Y").RSquared);
                System.Console.WriteLine(ml.Regression.Evaluate(other.Model.Transform(other.Same), "Y").RSquared);
                var model = Fit(ml, Rows);
                var mine = ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree("Y")).Fit(ml.Data.LoadFromTextFile<Row>("c.csv"));
                var engine = ml.Model.CreatePredictionEngine<Row, Out>(mine);
                engine.Predict(new Row { A = 1, Y = 2 });
                var loaded = ml.Data.LoadFromEnumerable(list);
                var trained = Chain.Fit(other.All);
                Session.Run(new List<NamedOnnxValue>()).Dispose();
                other.Session.Run(new List<NamedOnnxValue>(), new[] { "y" }).Dispose();
                Options.AppendExecutionProvider_CPU(); Options.AppendExecutionProvider_CUDA(0);
            }
        }
        """;

    [Fact]
    public async Task AReferencedProjectIsReadAlikeAsSourceAndAsAFile()
    {
        Compilation library = CSharp.Compile(Referenced).AddReferences(Library.All).WithAssemblyName("Referenced");
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        string[] asSource = await Findings(CSharp.Compile(Referencing).AddReferences(Library.All).AddReferences(library.ToMetadataReference()));
        string[] asFile = await Findings(CSharp.Compile(Referencing).AddReferences(Library.All).AddReferences(MetadataReference.CreateFromImage(image.ToArray())));
        Assert.DoesNotContain(asSource, static f => f.Contains("AD0001", StringComparison.Ordinal));
        Assert.NotEmpty(asSource);
        Assert.Equal(asFile, asSource);
    }

    // Types spread over files, one file linked twice, half of a type generated, statements at the top, code that is switched off.
    [Fact]
    public async Task TypesInPartsAndFilesTwiceThrowNothing()
    {
        string row = "using Microsoft.ML.Data; partial class Row { [LoadColumn(0)] public float A { get; set; } private static Microsoft.ML.IDataView all; }";
        Compilation compilation = CSharp.Compile("""
            using Microsoft.ML; using Microsoft.ML.Data;
            var ml = new MLContext();
            var model = ml.Regression.Trainers.FastTree("Y").Fit(Row.All(ml));
            #if NEVER
            model.Transform(
            #endif
            System.Console.WriteLine(ml.Regression.Evaluate(model.Transform(Row.All(ml)), "Y").RSquared);
            """, row, row, "// <auto-generated/>\nusing Microsoft.ML; using Microsoft.ML.Data; partial class Row { [LoadColumn(0)] public float Y { get; set; } public static IDataView All(MLContext ml) => all ??= ml.Data.LoadFromTextFile<Row>(\"a.csv\"); }")
            .AddReferences(Library.All);
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        Assert.DoesNotContain(await AllRules.Run(compilation), static d => d.Id == "AD0001");
    }

    private static async Task<string[]> Findings(Compilation compilation)
    {
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        return [.. (await AllRules.Run(compilation)).Select(static d => $"{d.Id} {d.Location.SourceSpan} {d.GetMessage(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal)];
    }
}

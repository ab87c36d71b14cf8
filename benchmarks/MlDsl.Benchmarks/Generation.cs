using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Incremental;

namespace MlDsl.Benchmarks;

/// <summary>
/// What do the generators cost the person who types? A project of 200 files with a data set, features and a model each and as many
/// files without; the generators run again after one of the files has changed. Beside it the first run, and a type of 1,000 columns.
/// </summary>
[MemoryDiagnoser]
public class Generation
{
    private const int Types = 200;
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp13);
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("MlDsl.Generators", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private CSharpCompilation project = null!;
    private string wide = null!;
    private GeneratorDriver warm = null!;
    private int edit;

    [GlobalSetup]
    public void Setup()
    {
        var trees = Enumerable.Range(0, Types).SelectMany(static i => new[] { Parse(Annotated(i, 0), $"Trip{i}.cs"), Parse(Plain(i, 0), $"Plain{i}.cs") });
        project = Compile(trees);
        warm = Driver().RunGenerators(project);
        if (warm.GetRunResult().GeneratedTrees.Length != 2 * Types) throw new InvalidOperationException("The generators wrote too little");
        string columns = string.Join("\n", Enumerable.Range(0, 1000).Select(static i => $"[Numeric(Scale = Scale.Standard)] public float C{i} {{ get; init; }}"));
        wide = $"using MlDsl; [Dataset] public partial record Wide {{ {columns} [Label] public float Y {{ get; init; }} }}";
    }

    [Benchmark(Description = "edit in a file without declarations")]
    public GeneratorDriver UnrelatedEdit() => warm.RunGenerators(Replace("Plain7.cs", Plain(7, ++edit)));

    [Benchmark(Description = "edit in a feature's body")]
    public GeneratorDriver BodyEdit() => warm.RunGenerators(Replace("Trip7.cs", Annotated(7, ++edit)));

    [Benchmark(Description = "edit of a column")]
    public GeneratorDriver ColumnEdit() =>
        warm.RunGenerators(Replace("Trip7.cs", Annotated(7, 0).Replace("fare_amount", $"fare{++edit}", StringComparison.Ordinal)));

    [Benchmark(Description = "the whole project, from nothing")]
    public GeneratorDriver WholeProject() =>
        Driver().RunGenerators(Compile(project.SyntaxTrees.Select(static t => Parse(t.ToString(), t.FilePath))));

    [Benchmark(Description = "one type of 1,000 columns, from nothing")]
    public GeneratorDriver WideType() => Driver().RunGenerators(Compile([Parse(wide, "Wide.cs")]));

    private CSharpCompilation Replace(string path, string source)
    {
        SyntaxTree before = project.SyntaxTrees.First(t => t.FilePath == path);
        return project.ReplaceSyntaxTree(before, Parse(source, path));
    }

    private static CSharpGeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new DatasetGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()], parseOptions: Parsing);

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Project", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Parsing, path);

    private static string Annotated(int number, int edit) =>
        $$"""
        using System;
        using MlDsl;
        namespace Project.Trips;
        [Dataset]
        public sealed partial record Trip{{number}}
        {
            [Column("vendor_id"), Categorical] public required string Vendor { get; init; }
            [Column("rate_code"), Categorical(MinCount = 5, Unknown = Unknown.Bucket)] public required string RateCode { get; init; }
            [Column("passenger_count"), Numeric] public required float Passengers { get; init; }
            [Column("trip_time"), Numeric(Scale = Scale.Standard)] public required float Seconds { get; init; }
            [Column("trip_distance"), Numeric(Scale = Scale.Standard, Impute = Impute.Median)] public float? Miles { get; init; }
            [Column("weekday"), Categorical] public DayOfWeek Weekday { get; init; }
            [Column("payment_type"), Categorical(MaxCategories = 16)] public required string Payment { get; init; }
            [Column("fare_amount"), Label] public float Fare { get; init; }
        }
        [Features<Trip{{number}}>]
        public static partial class Features{{number}}
        {
            [Numeric] public static float Speed(float? miles, float seconds) => (miles ?? 0) / seconds + {{edit}};
        }
        [Model<Trip{{number}}, Regression>, LinearRegression(L2 = 1e-3)]
        public sealed partial class Model{{number}};
        """;

    private static string Plain(int number, int edit) =>
        $$"""
        using System;
        namespace Project.Services;
        [Serializable]
        public sealed class Service{{number}}
        {
            public int Count { get; set; } = {{edit}};
            [Obsolete("Use Count.")] public int Old(int by) { int sum = 0; for (int i = 0; i < by; i++) sum += i * Count; return sum; }
        }
        """;
}

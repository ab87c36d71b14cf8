using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests;

/// <summary>What people type passes through every half-finished state: no generator and no parser may throw on one.</summary>
public sealed class BrokenSourceTests
{
    private const string Source = """
        using MlDsl;
        public enum Color { Red, Green = 3 }
        public class Old { public float A { get; set; } public string? B; }
        namespace Some.Space
        {
            [Dataset(Sample = "a.csv")]
            public sealed partial record Trip([property: Id] int Key) : System.IDisposable
            {
                [Column("vendor_id"), Categorical("a", "b")] public required string Vendor { get; init; }
                [Categorical(Encoding = CategoricalEncoding.Target, Smoothing = 2)] public Color? Color { get; init; }
                [Numeric(Scale = Scale.Standard, Impute = Impute.Median, Min = -1)] public float? Miles { get; init; }
                [Text(CharNgrams = 3)] public string? Note { get; init; }
                [DateParts(DatePart.Hour | DatePart.Month)] public DateTime At { get; init; }
                [Group] public long Car { get; init; }
                [Column(Available = Availability.AfterOutcome)] public float Tip { get; init; }
                [Label(Positive = "7")] public int Fare { get; init; }
                public void Dispose() { }
            }
            [Features<Trip>]
            public static partial class TripFeatures
            {
                [Numeric] public static float Twice(float? miles, double half) => (miles ?? 0) * (float)half;
                [Numeric] public static double Half(in float? miles) => (miles ?? 0) / 2;
            }
            [Dataset<Old>] public partial struct Laid { [Numeric] public float A { get; init; } [Label] public bool B { get; init; } }
            [Model<Trip, BinaryClassification>(Name = "t"), LogisticRegression(L2 = 1e-3, ClassWeights = ClassWeights.Balanced)]
            public sealed partial class TripModel;
        }
        """;

    /// <summary>Words that change what a declaration is when they stand in place of another.</summary>
    private static readonly string[] Intruders = ["(", ")", "{", "}", "<", ">", "[", "static", "null", "int", "Trip", "\"x\"", "-1", "required", "ref", "?"];

    [Fact]
    public void NothingThrowsOnSourceCutAtAnyToken() => Check(Tokens().Select(static t => Source[..t.SpanStart]));

    [Fact]
    public void NothingThrowsWhenAnyTokenIsMissing() => Check(Tokens().Select(static t => Source.Remove(t.SpanStart, t.Span.Length)));

    [Fact]
    public void NothingThrowsWhenAnyTokenIsAnother() =>
        Check(Tokens().Select(static (t, i) => Source.Remove(t.SpanStart, t.Span.Length).Insert(t.SpanStart, $" {Intruders[i % Intruders.Length]} ")));

    [Fact]
    public void NothingThrowsOnTwoMistakesAtOnce()
    {
        var random = new Random(7);
        var tokens = Tokens();
        Check(Enumerable.Range(0, 500).Select(_ => Mistake(Mistake(Source))));

        string Mistake(string source)
        {
            SyntaxToken token = tokens[random.Next(tokens.Count)];
            int at = Math.Min(token.SpanStart, source.Length), length = Math.Min(random.Next(2) * token.Span.Length, source.Length - at);
            return source.Remove(at, length).Insert(at, $" {Intruders[random.Next(Intruders.Length)]} ");
        }
    }

    private static List<SyntaxToken> Tokens() => [.. CSharp.Parse(Source).GetRoot().DescendantTokens().Where(static t => t.Span.Length > 0)];

    private static void Check(IEnumerable<string> sources)
    {
        int count = 0;
        CSharpCompilation empty = CSharp.Compile();
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DatasetGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)empty.SyntaxTrees[0].Options);
        foreach (string source in sources)
        {
            CSharpCompilation compilation = empty.AddSyntaxTrees(CSharp.Parse(source));
            GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();
            Assert.True(result.Diagnostics.IsEmpty && result.Results.All(static r => r.Exception is null), $"{result.Results.FirstOrDefault(static r => r.Exception is not null).Exception}\n{source}");
            foreach (INamedTypeSymbol type in compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()) ParseAll(type, source);
            count++;
        }
        Assert.True(count > 250, $"only {count} sources");
    }

    private static void ParseAll(INamedTypeSymbol type, string source)
    {
        static void Report(Diagnostic diagnostic) => _ = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            if ((type.Find(Names.Dataset) ?? type.Find(Names.DatasetOf)) is not null) DatasetParser.Parse(type, Report, default);
            FeaturesParser.Parse(type, Report, default);
            ModelParser.Parse(type, Report, default);
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception}\n{source}");
        }
    }
}

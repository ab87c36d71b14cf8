using Microsoft.CodeAnalysis;
using MlDsl.EndToEnd.Tests.Expressions;
using MlDsl.Generators.Expressions;
using MlDsl.Generators.Features;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Expressions;

/// <summary>Which methods are ops of the plan, what is written of them, and what is said of the others.</summary>
public sealed class FeatureOpsTests
{
    [Theory]
    [InlineData("float x, float y", "x * y + 1", "column X|column Y|mul 0 1|constant float 1|add 2 3")]
    [InlineData("float? xn, float y", "y > 0 ? (xn ?? 0f) * 3600f / y : 0f", "column Xn|column Y|constant float 0|gt 1 2|coalesce 0 2|constant float 3600|mul 4 5|div 6 1|select 3 7 2")]
    [InlineData("int i", "(float)i / 3", "column I|convert float 0|constant float 3|div 1 2")]
    [InlineData("Shade c", "c == Shade.Pale ? 1 : 0", "column C|constant string Light|eq 0 1|constant int 1|constant int 0|select 2 3 4|convert float 5")]
    [InlineData("float x", "{ float unused = x * 7; return -x; }", "column X|neg 0")]
    [InlineData("float x", "-0f * x + float.NaN", "column X|constant float -0|mul 1 0|constant float NaN|add 2 3")]
    [InlineData("int i, int j", "{ int unused = i / j; return 2; }", "column I|column J|div 0 1|constant float 2|then 2 3")]
    public void WritesTheOps(string parameters, string body, string ops) => Assert.Equal(ops, string.Join('|', Of("float", parameters, body).Steps));

    [Theory]
    [InlineData("string t", "float.Parse(t)", "'float.Parse(t)' calls 'Single.Parse', which is no op")]
    [InlineData("string t", "t.Trim() == \"a\" ? 1 : 0", "'t.Trim()' calls 'string.Trim', which is no op")]
    [InlineData("int i, int j", "checked(i * j)", "'i * j' is checked arithmetic")]
    [InlineData("float x", "checked((int)x)", "'(int)x' is a checked cast")]
    [InlineData("int i, int j", "i & j", "'i & j' is an operator of bits, or of flags that may be missing")]
    [InlineData("int i", "i switch { 0 => 1f, > 5 => 2f }", "'i switch { 0 => 1f, > 5 => 2f }' throws where no arm matches")]
    [InlineData("float x", "{ float sum = 0; for (int k = 0; k < 3; k++) sum += x; return sum; }", "'for (int k = 0; k < 3; k++) sum += x;' is a statement that is no op")]
    [InlineData("float x", "x > 0 ? x : throw new ArgumentException(\"x\")", "'throw new ArgumentException(\"x\")' throws")]
    [InlineData("int i", "i > 0 ? Value(i - 1) : 0", "'Value(i - 1)' calls itself")]
    [InlineData("decimal dec", "(float)(dec * 2)", "'dec * 2' is arithmetic of 'decimal', which is no op")]
    [InlineData("float x", "MathF.Round(x, 2)", "'MathF.Round(x, 2)' calls 'MathF.Round', which is no op")]
    [InlineData("float x", "(byte)x", "'(byte)x' casts a floating number to 'byte', which is not the same on every machine")]
    [InlineData("float x", "Changing * x", "'Changing' is a field that is no constant")]
    [InlineData("DateTimeOffset off", "off > off.Date ? 1 : 0", "'off.Date' converts 'DateTime' to 'DateTimeOffset', which is no op")]
    [InlineData("float x", "new[] { x }[0]", "'new[] { x }[0]' is no op")]
    public void SaysWhyAMethodIsNoOp(string parameters, string body, string reason)
    {
        FeatureOps ops = Of("float", parameters, body);
        Assert.Equal(reason, ops.Obstacle?.ToString());
        Assert.Empty(ops.Steps);
        Assert.Equal(ops.Obstacle, ops.InputOfGraph);
    }

    // A file holds no such value of steps: a method that gives a time, a decimal or the like is code.
    [Theory]
    [InlineData("DateParts", "DateTime?", "DateTime? atn", "atn")]
    [InlineData("DateParts(DatePart.Month)", "DateTime", "DateTime at", "at.Date")]
    [InlineData("DateParts(DatePart.Month)", "DateOnly", "DateOnly day", "day")]
    [InlineData("DateParts", "TimeOnly", "TimeOnly clock", "clock")]
    [InlineData("DateParts", "DateTimeOffset", "DateTimeOffset off", "off")]
    [InlineData("Numeric", "decimal", "decimal dec", "dec")]
    [InlineData("Numeric", "Half", "Half h", "h")]
    [InlineData("Categorical", "char", "char ch", "ch")]
    [InlineData("Categorical", "DayOfWeek", "DateOnly day", "day.DayOfWeek")]
    public void AResultThatNoFileHoldsIsNoOp(string kind, string returns, string parameters, string body) => Assert.Equal(
        $"'{returns}' is of a type that no op gives",
        Parse(ExpressionCases.Source($"    [{kind}] public static {returns} Value({parameters}) => {body};")).Features[0].Ops.Obstacle?.ToString());

    // What the exporter finds at run time is known to the compiler.
    [Fact]
    public void KnowsWhatExports()
    {
        ExpressionCase[] cases = [.. ExpressionCases.All, .. ExpressionCases.NotExported];
        FeaturesSpec spec = Parse(ExpressionCases.Source(string.Join('\n', cases.Select(static (c, i) => c.Member($"M{i}")).Append(ExpressionCases.Shared))));
        Dictionary<string, FeatureSpec> features = spec.Features.ToDictionary(static f => f.Method);
        for (int i = 0; i < cases.Length; i++)
        {
            FeatureOps ops = features[$"M{i}"].Ops;
            Assert.True(ops.Obstacle is null, $"{cases[i].Body}: {ops.Obstacle}");
            Assert.True(ops.NotExported is null == i < ExpressionCases.All.Length, $"{cases[i].Body}: {ops.NotExported}");
        }
    }

    [Fact]
    public void ADeepExpressionIsNoOp()
    {
        Assert.Contains("is nested too deeply", Of("float", "float x", string.Concat(Enumerable.Repeat("(1 + ", 300)) + "x" + new string(')', 300)).Obstacle!.Reason, StringComparison.Ordinal);
        string branches = string.Concat(Enumerable.Range(0, 30).Select(static i => $"if (x > {i}) y = y + {i}; "));
        Assert.NotNull(Of("float", "float x, float y", $"{{ {branches} return y; }}").Obstacle);
    }

    [Fact]
    public void SpecsCompareByValue()
    {
        Assert.Equal(Of("float", "float x", "x * 2"), Of("float", "float x", "\n  x /* twice */ * 2"));
        Assert.NotEqual(Of("float", "float x", "x * 2"), Of("float", "float x", "x * 3"));
        Assert.Equal(Of("float", "string t", "float.Parse(t)"), Of("float", "string t", "\n\n float.Parse(t)"));
        Assert.NotEqual(Of("float", "string t", "float.Parse(t)"), Of("float", "string t", "float.Parse(t + t)"));
    }

    private static FeatureOps Of(string returns, string parameters, string body) => Parse(ExpressionCases.Source(
        new ExpressionCase(returns, parameters, body).Member("Value") + "\n    private static float Changing = 1;")).Features[0].Ops;

    private static FeaturesSpec Parse(string source)
    {
        Compilation compilation = CSharp.Compile(source);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error && !d.Id.StartsWith("CS0", StringComparison.Ordinal)));
        return FeaturesParser.Parse(compilation.GetTypeByMetadataName("MixFeatures")!, null, default, new HashSet<SyntaxTree>())!;
    }
}

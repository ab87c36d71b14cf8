using MlDsl.Generators.Features;

namespace MlDsl.Generators.Tests.Features;

/// <summary>MLD0310: a version that says nothing is said to.</summary>
public sealed class FeatureVersionTests
{
    private const string Row = "[Dataset] public partial record Trip { public float Miles { get; init; } [Label] public float Fare { get; init; } }\n";

    [Theory]
    [InlineData("[Features<Trip>] public static class F { [Feature, Numeric] public static float {|MLD0310:A|}(float miles) => miles; }")]
    [InlineData("[Features<Trip>] public static class F { [Feature(Version = 0), Numeric] public static float {|MLD0310:A|}(float miles) => miles; }")]
    [InlineData("[Features<Trip>] public static class F { [Feature(Version = -1), Numeric] public static float {|MLD0310:A|}(float miles) => miles; }")]
    [InlineData("[Features<Trip>] public static class F { [Numeric] public static float A(float miles) => B(miles); [Feature(Version = 1)] private static float {|MLD0310:B|}(float miles) => miles; }")]
    [InlineData("public static class F { [Feature(Version = 1), Numeric] public static float {|MLD0310:A|}(float miles) => miles; }")]
    public Task Reports(string features) => Expect.Reports<FeatureVersionAnalyzer>(Row + features);

    [Theory]
    [InlineData("[Feature(Version = 1), Numeric] public static float A(float miles) => miles;")]
    [InlineData("[Numeric] public static float A(float miles) => miles;")]
    [InlineData("[Numeric, Feature(Version = 20)] internal static float A(float miles) => B(miles); private static float B(float miles) => miles;")]
    public Task StaysSilent(string methods) => Expect.Reports<FeatureVersionAnalyzer>($"{Row}[Features<Trip>] public static class F {{ {methods} }}");

    [Fact]
    public Task IsSilencedByPragma() => Expect.Reports<FeatureVersionAnalyzer>(
        Row + "#pragma warning disable MLD0310\npublic static class F { [Feature(Version = 1)] public static float A(float miles) => miles; }\n");
}

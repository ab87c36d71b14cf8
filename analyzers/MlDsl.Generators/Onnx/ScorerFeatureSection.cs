using MlDsl.Generators.DatasetCode;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.Onnx;

/// <summary>The feature methods whose values an exported graph takes, called as the row's own code calls them.</summary>
internal static class ScorerFeatureSection
{
    /// <summary>The class that holds the calls.</summary>
    public const string Class = "Features";

    public static void Write(SourceWriter writer, ScorerSpec scorer)
    {
        if (scorer.Input.Plan is not { } plan || !scorer.Inputs.Any(static b => b.Member.Row is { IsComputed: true })) return;
        writer.Line();
        writer.Line("/// <summary>What the data set's feature methods say of one record.</summary>");
        using (writer.Block($"private static class {Class}"))
        {
            foreach (FeaturesSpec features in plan.Features)
            {
                foreach (FeatureSpec feature in features.Features)
                {
                    string arguments = string.Join(", ", feature.Arguments.Select(a => a.IsFeature ? $"{Literals.Identifier(a.Member)}(in input)" : Column(plan, a.Member)));
                    writer.Line($"public static {feature.Type.FullName} {Literals.Identifier(feature.Method)}(in {scorer.Input.Type} input) => {features.Class}.{Literals.Identifier(feature.Method)}({arguments});");
                }
            }
        }
    }

    private static string Column(FeaturedDataset plan, string member) =>
        plan.Dataset.Columns.First(c => c.Member == member).Type.Present("input." + Literals.Identifier(member), member);
}

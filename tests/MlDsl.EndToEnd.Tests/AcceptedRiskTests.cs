using System.Reflection;
using System.Reflection.Emit;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>What a project accepts of the rules on leakage goes from its assembly to the model's file and card.</summary>
public sealed class AcceptedRiskTests
{
    private static readonly AcceptedRisk[] Risks = [new("MLD1501", "Program.Scaled(float)", "the scale is the \"sensor's\""), new("MLD1101", "the assembly", "a demonstration")];

    [Fact]
    public void AnAssemblyTellsItsRulesAndWhatItAccepts()
    {
        var (rules, risks) = AcceptedRisk.Of(Project(
            ("MlDsl.LeakageRules", "1.2.3"), ("MlDsl.AcceptedRisk", "MLD1501\nProgram.Scaled(float)\nthe scale is the \"sensor's\""), ("MlDsl.AcceptedRisk", "MLD1101\nthe assembly\na demonstration"),
            ("MlDsl.AcceptedRisk", "of another form"), ("Another", "MLD1101\nA\nb")));
        Assert.Equal("1.2.3", rules);
        Assert.Equal(Risks, risks.OrderByDescending(static r => r.Rule));
        Assert.Equal((null, 0), AcceptedRisk.Of(Project()) is var (none, empty) ? (none, empty.Count) : default);
    }

    [Fact]
    public void AFileKeepsThem()
    {
        ModelParts parts = Parts();
        Assert.Null(parts.Card.LeakageRules);
        Assert.Empty(parts.Card.AcceptedRisks);
        Assert.DoesNotContain("leakage", new CardDocument(parts.Facts("hash"), new(), []).ToMarkdown(), StringComparison.Ordinal);

        ModelParts read = ModelFile.Read(ModelWriter.Write(parts with { Card = parts.Card with { LeakageRules = "1.2.3", AcceptedRisks = Risks } }).File, "the file");
        Assert.Equal("1.2.3", read.Card.LeakageRules);
        Assert.Equal(Risks, read.Card.AcceptedRisks);
        string card = new CardDocument(read.Facts("hash"), new(), []).ToMarkdown();
        Assert.Contains("| rules on leakage | 1.2.3 |", card, StringComparison.Ordinal);
        Assert.Contains("- Its code accepts MLD1101 in the assembly: a demonstration", card, StringComparison.Ordinal);
    }

    private static ModelParts Parts()
    {
        using var stream = new MemoryStream();
        SaleModel.Fit(Made.Split(400).Train).Save(stream);
        return ModelFile.Read(stream.ToArray(), "the file");
    }

    private static AssemblyBuilder Project(params (string Key, string Value)[] facts)
    {
        ConstructorInfo made = typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;
        return AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("Project"), AssemblyBuilderAccess.Run, facts.Select(f => new CustomAttributeBuilder(made, [f.Key, f.Value])));
    }
}

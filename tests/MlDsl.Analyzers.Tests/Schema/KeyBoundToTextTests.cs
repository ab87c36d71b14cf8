using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class KeyBoundToTextTests
{
    [Fact]
    public Task ReportsAKeyReadAsText() => MlNetTest.VerifyBody<KeyBoundToText>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.NaiveBayes()).Fit(data);
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(model);
        """, members: """
        class Guess { public string {|MLD1014:PredictedLabel|} { get; set; } }
        """);

    [Fact]
    public Task ReportsAColumnThatIsNoKey() => MlNetTest.VerifyBody<KeyBoundToText>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapKeyToValue({|MLD1014:"Vendor"|}).Fit(data);
        """);

    [Fact]
    public Task AllowsAKeyThatIsMappedBack() => MlNetTest.VerifyBody<KeyBoundToText>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.NaiveBayes())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(model);
        """, members: """
        class Guess { public string PredictedLabel { get; set; } }
        """);

    [Fact]
    public Task AllowsColumnsOfACustomMapping() => MlNetTest.VerifyBody<KeyBoundToText>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.CustomMapping<Trip, Code>((from, to) => to.Key = 1, "code").Append(ml.Transforms.Conversion.MapKeyToValue("Key")).Fit(data);
        """, members: """
        class Code { [KeyType(9)] public uint Key { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<KeyBoundToText>("""
        #pragma warning disable MLD1014
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.NaiveBayes()).Fit(data);
        var engine = ml.Model.CreatePredictionEngine<Trip, Guess>(model);
        """, members: """
        #pragma warning disable MLD1014
        class Guess { public string PredictedLabel { get; set; } }
        """);


    [Fact]
    public Task ProposesToDropAStepThatMapsNoKey() => MlNetTest.FixBody<KeyBoundToText, KeyBoundToTextFix>(
        "ml.Transforms.Concatenate(\"Features\", \"Miles\").Append(ml.Transforms.Conversion.MapKeyToValue({|MLD1014:\"Fare\"|})).Append(ml.Regression.Trainers.FastTree(\"Fare\")).Fit(ml.Data.LoadFromTextFile<Trip>(path));",
        "ml.Transforms.Concatenate(\"Features\", \"Miles\").Append(ml.Regression.Trainers.FastTree(\"Fare\")).Fit(ml.Data.LoadFromTextFile<Trip>(path));");
}

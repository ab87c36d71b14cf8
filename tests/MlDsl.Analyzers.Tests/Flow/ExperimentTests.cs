using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

/// <summary>AutoML's experiments, the trainers of TorchSharp, data frames and series, by their public signatures.</summary>
public sealed class ExperimentTests
{
    private const string Split = "var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path), 0.2); var inner = ml.Data.TrainTestSplit(split.TrainSet, 0.2);\n";
    private const string Auto = "Microsoft.ML.AutoML.MLContextExtension.Auto(ml)";

    [Theory]
    [InlineData("var result = AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, {|MLD1601:split.TestSet|}, \"Fare\"); EVALUATE(result.BestRun.Model.Transform(split.TestSet))")]
    [InlineData("var result = AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, {|MLD1601:split.TestSet|}, \"Fare\"); EVALUATE(result.RunDetails.OrderBy(r => r.ValidationMetrics.RSquared).First().Model.Transform(split.TestSet))")]
    [InlineData("var result = AUTO.CreateExperiment().SetDataset(split).SetRegressionMetric(RegressionMetric.RSquared, \"Fare\").SetTrainingTimeInSeconds(9).{|MLD1601:Run|}(); EVALUATE(result.Model.Transform(split.TestSet))")]
    [InlineData("AutoMLExperiment made = AUTO.CreateExperiment(); made.SetPipeline(null).SetDataset(split.TrainSet, split.TestSet); var result = made.{|MLD1601:RunAsync|}().Result; EVALUATE(result.Model.Transform(split.TestSet))")]
    [InlineData("EVALUATE(AUTO.CreateRegressionExperiment(60).Execute(inner.TrainSet, inner.TestSet, \"Fare\").BestRun.Model.Transform(split.TestSet))")]
    [InlineData("EVALUATE(AUTO.CreateExperiment().SetDataset(split.TrainSet, fold: 5).Run().Model.Transform(split.TestSet))")]
    public Task ReportsAChoiceByTheTestRows(string body) => Verify<ValidationIsTest>(body);

    [Theory]
    [InlineData("EVALUATE({|MLD1101:AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, \"Fare\").BestRun.Model.Transform(split.TrainSet)|})")]
    [InlineData("AutoMLExperiment made = AUTO.CreateExperiment(); made.SetDataset(split.TrainSet, 5); made.SetTrainingTimeInSeconds(5); EVALUATE({|MLD1101:made.Run().Model.Transform(split.TrainSet)|})")]
    [InlineData("EVALUATE(AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, \"Fare\").BestRun.Model.Transform(split.TestSet))")]
    [InlineData("foreach (var run in AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, \"Fare\").RunDetails) EVALUATE({|MLD1101:run.Model.Transform(split.TrainSet)|})")]
    public Task ReportsTheRowsOfAnExperiment(string body) => Verify<EvaluatedOnTrainingRows>(body);

    [Fact]
    public Task ReportsAnExperimentOverTheTestRows() => Verify<FittedOnTestRows>("EVALUATE(AUTO.CreateRegressionExperiment(60).Execute({|MLD1102:split.TestSet|}, \"Fare\").BestRun.Model.Transform(split.TestSet))");

    [Theory]
    [InlineData("AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, {|MLD1001:\"Fair\"|});")]
    [InlineData("AUTO.CreateRegressionExperiment(60).{|MLD1001:Execute|}(split.TrainSet);")]
    [InlineData("AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, split.TestSet, new ColumnInformation { LabelColumnName = {|MLD1001:\"Fair\"|} });")]
    [InlineData("AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, \"Pay\", preFeaturizer: ml.Transforms.CopyColumns(\"Pay\", \"Fare\"));")]
    [InlineData("AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, new ColumnInformation { LabelColumnName = \"Fare\" });")]
    public Task ReportsALabelThatIsNotThere(string body) => Verify<MissingColumn>(body);

    [Theory]
    [InlineData("ml.Regression.Evaluate(AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, \"Fare\").BestRun.Model.Transform(split.TestSet), {|MLD1006:\"Miles\"|});")]
    [InlineData("ml.Regression.Evaluate(AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, \"Fare\").BestRun.Model.Transform(split.TestSet), \"Fare\");")]
    public Task ReportsAnotherLabel(string body) => Verify<OtherLabelEvaluated>(body);

    [Fact]
    public Task ReportsAnotherTask() => Verify<EvaluatorOfAnotherTask>("ml.BinaryClassification.{|MLD1008:EvaluateNonCalibrated|}(AUTO.CreateRegressionExperiment(60).Execute(split.TrainSet, \"Fare\").BestRun.Model.Transform(split.TestSet), \"Tipped\");");

    // TorchSharp's trainers print the score on the validation rows and do nothing by it.
    [Fact]
    public Task AllowsTheTestRowsForPrinting() => Verify<ValidationIsTest>("var model = ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Append(ml.MulticlassClassification.Trainers.TextClassification(sentence1ColumnName: \"Vendor\", validationSet: split.TestSet)).Fit(split.TrainSet); ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));");

    [Theory]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Append(ml.MulticlassClassification.Trainers.TextClassification(sentence1ColumnName: {|MLD1001:\"Vendr\"|})).Fit(split.TrainSet);")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Append(ml.MulticlassClassification.Trainers.{|MLD1001:TextClassification|}()).Fit(split.TrainSet);")]
    [InlineData("ml.Regression.Trainers.SentenceSimilarity(\"Fare\", sentence1ColumnName: \"Vendor\", sentence2ColumnName: {|MLD1001:\"Paymnt\"|}).Fit(split.TrainSet);")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Append(ml.MulticlassClassification.Trainers.TextClassification(sentence1ColumnName: \"Vendor\", outputColumnName: \"Guess\")).Append(ml.Transforms.Conversion.MapKeyToValue(\"Guess\")).Fit(split.TrainSet);")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Append(ml.MulticlassClassification.Trainers.TextClassification(sentence1ColumnName: \"Vendor\", outputColumnName: \"Guess\")).Append(ml.Transforms.Conversion.MapKeyToValue({|MLD1001:\"PredictedLabel\"|})).Fit(split.TrainSet);")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"User\", \"Vendor\").Append(ml.Transforms.Conversion.MapValueToKey(\"Item\", \"Payment\")).Append(ml.Recommendation().Trainers.MatrixFactorization(\"Fare\", \"User\", {|MLD1001:\"Itm\"|})).Fit(split.TrainSet);")]
    public Task ReportsSentencesThatAreNotThere(string body) => Verify<MissingColumn>(body);

    [Fact]
    public Task ReportsALabelThatIsNoKey() => Verify<LabelOfWrongType>("ml.MulticlassClassification.Trainers.TextClassification({|MLD1004:\"Payment\"|}, sentence1ColumnName: \"Vendor\").Fit(split.TrainSet);");

    [Theory]
    [InlineData("DataFrame frame = DataFrame.LoadCsv(path); var parts = ml.Data.TrainTestSplit(frame); EVALUATE({|MLD1101:ml.Regression.Trainers.FastTree(\"Fare\", \"Miles\").Fit(parts.TrainSet).Transform(parts.TrainSet)|})")]
    [InlineData("DataFrame frame = DataFrame.LoadCsv(path).DropNulls(); EVALUATE({|MLD1101:ml.Regression.Trainers.FastTree(\"Fare\", \"Miles\").Fit(frame).Transform(frame)|})")]
    [InlineData("EVALUATE(ml.Regression.Trainers.FastTree(\"Fare\", \"Miles\").Fit(DataFrame.LoadCsv(\"a.csv\")).Transform(DataFrame.LoadCsv(\"b.csv\")))")]
    public Task ReportsRowsOfADataFrame(string body) => Verify<EvaluatedOnTrainingRows>(body);

    [Fact]
    public Task ReportsOneCsvLoadedTwice() => Verify<TrainAndTestFromOneSource>("EVALUATE(ml.Regression.Trainers.FastTree(\"Fare\", \"Miles\").Fit(DataFrame.LoadCsv(\"a.csv\")).Transform(DataFrame.{|MLD1103:LoadCsv|}(\"a.csv\")))");

    [Theory]
    [InlineData("float[] Next { get; set; } public float[] Low", true)]
    [InlineData("float {|MLD1009:Next|} { get; set; } public float[] Low", true)]
    [InlineData("float[] Next { get; set; } public float[] {|MLD1009:Lo|}", true)]
    [InlineData("float[] Next { get; set; } public float[] Low", false)]
    public Task ReportsForecastsThatCannotBeBound(string members, bool hasBounds) => MlNetTest.VerifyBody<PredictionCannotBeBound>($$"""
        var model = ml.Forecasting.ForecastBySsa("Next", "Fare", 7, 30, 365, 7{{(hasBounds ? ", confidenceLowerBoundColumn: \"Low\", confidenceUpperBoundColumn: \"High\"" : "")}}).Fit(ml.Data.LoadFromTextFile<Trip>(path));
        model.CreateTimeSeriesEngine<Trip, Week>(ml).Predict();
        """, $$"""class Week { public {{members}} { get; set; } {{(hasBounds ? "" : "[ColumnName(\"High\")] public float[] {|MLD1009:Up|} { get; set; }")}} }""");

    // Answers and the tags of words are vectors, in columns of their own.
    [Theory]
    [InlineData("ml.MulticlassClassification.Trainers.QuestionAnswer(\"Vendor\", \"Payment\", \"Payment\", \"Fare\", predictedAnswerColumnName: \"Reply\")")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Append(ml.MulticlassClassification.Trainers.NamedEntityRecognition(sentence1ColumnName: \"Vendor\", outputColumnName: \"Reply\")).Append(ml.Transforms.Conversion.MapKeyToValue(\"Reply\"))")]
    public Task AllowsAnswersOfTheirOwnShape(string chain) => Verify<PredictionCannotBeBound>($"ml.Model.CreatePredictionEngine<Trip, Replies>({chain}.Fit(split.TrainSet));");

    private static Task Verify<T>(string body) where T : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() => MlNetTest.Verify<T>($$"""
        using Microsoft.Data.Analysis;
        using Microsoft.ML.AutoML;
        using Microsoft.ML.TorchSharp;
        #nullable disable
        class Trip
        {
            [LoadColumn(0)] public string Vendor { get; set; }
            [LoadColumn(1)] public float Miles { get; set; }
            [LoadColumn(2)] public float Fare { get; set; }
            [LoadColumn(3)] public bool Tipped { get; set; }
            [LoadColumn(4)] public string Payment { get; set; }
        }
        class Replies { [ColumnName("Reply")] public string[] Texts { get; set; } }
        class Program
        {
            static void Run(MLContext ml, string path)
            {
                {{Split}}
                {{body.Replace("AUTO", Auto, StringComparison.Ordinal).Replace("EVALUATE(", "ml.Regression.Evaluate(labelColumnName: \"Fare\", data: ", StringComparison.Ordinal)}};
            }
        }
        """);
}

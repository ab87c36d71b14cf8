using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A label of two classes has two values: a third is no negative one, and a declared one must be there.</summary>
public sealed class LabelClassesTests
{
    private const string Hint = "For one class against all others make the label a bool, for more than two use MulticlassClassification";

    [Fact]
    public void TwoTextsAreTwoClasses()
    {
        AnswerModel model = AnswerModel.Fit(Answers(static i => i % 2 == 0 ? "yes" : "no").Train);

        Assert.Equal(["no", "yes"], model.Outcome.Classes);
        Assert.True(model.Predict(new Answer.Input { X = 1 }).Label);
        Assert.False(model.Predict(new Answer.Input { X = 0 }).Label);
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("Yes")]
    [InlineData("no ")]
    [InlineData("")]
    public void AThirdTextIsNamedWithItsRow(string third)
    {
        string message = Assert.Throws<TrainingException>(() => AnswerModel.Fit(AllInTraining(i => i == 17 ? third : i % 2 == 0 ? "yes" : "no"))).Message;

        Assert.StartsWith($"The label '{third}' of row 18 of the data is a third value of 'answer' beside 'yes' (positive) and 'no': correct such rows, or leave them out. {Hint}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void APositiveThatNeverOccursIsNamedWithTheValues()
    {
        string message = Assert.Throws<TrainingException>(() => AnswerModel.Fit(AllInTraining(static i => i % 3 == 0 ? "Yes" : "No"))).Message;

        Assert.Equal(
            "No training row has the label 'yes', which [Label(Positive = …)] on 'answer' declares; they have 'No' (66), 'Yes' (34), of which 'Yes' is the nearest: correct Positive", message);
    }

    [Fact]
    public void DeclaredClassesAreHeldTo()
    {
        DeclaredAnswerModel.Fit(Declared(static i => i % 2 == 0 ? "yes" : "no"));
        Assert.StartsWith(
            "The label 'n' of row 2 of the data is a third value of 'Said' beside 'yes' (positive) and 'no'",
            Assert.Throws<TrainingException>(() => DeclaredAnswerModel.Fit(Declared(static i => i == 1 ? "n" : i % 2 == 0 ? "yes" : "no"))).Message, StringComparison.Ordinal);
        Assert.Equal(
            "No training row has the label 'no', which [Label(Negative = …)] on 'Said' declares; beside 'yes' they have 'n' (50), of which 'n' is the nearest: correct Negative",
            Assert.Throws<TrainingException>(() => DeclaredAnswerModel.Fit(Declared(static i => i % 2 == 0 ? "yes" : "n"))).Message);
        foreach (string only in (string[])["yes", "no"])
            Assert.Contains($"All training rows are of the class '{only}'", Assert.Throws<TrainingException>(() => DeclaredAnswerModel.Fit(Declared(_ => only))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AThirdMemberOfAnEnumIsNamed()
    {
        GradedAnswer[] rows = [.. Enumerable.Range(0, 100).Select(static i => new GradedAnswer { X = i % 2, Grade = i == 40 ? Grade.Unsure : (Grade)(i % 2) })];

        Assert.StartsWith("The label 'Unsure' of row 41 of the data is a third value of 'Grade' beside 'Bad' (positive) and 'Good'", Refuses(rows), StringComparison.Ordinal);

        static string Refuses(GradedAnswer[] rows) => Assert.Throws<TrainingException>(() => GradedAnswerModel.Fit(Train(rows))).Message;
    }

    [Fact]
    public void AThirdNumberIsNamed()
    {
        CodedAnswer[] rows = [.. Enumerable.Range(0, 100).Select(static i => new CodedAnswer { X = i % 2, Code = i == 99 ? 2 : i % 2 })];

        Assert.StartsWith(
            "The label '2' of row 100 of the data is a third value of 'Code' beside '1' (positive) and '0'",
            Assert.Throws<TrainingException>(() => CodedAnswerModel.Fit(Train(rows))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AThirdValueOfAnotherSideIsNamed()
    {
        Dataset<Answer> test = Dataset<Answer>.FromRows([.. Enumerable.Range(0, 50).Select(static i => new Answer { X = i % 2, Said = i == 9 ? "perhaps" : i % 2 == 0 ? "no" : "yes" })]);
        Dataset<Answer> known = Dataset<Answer>.FromRows([.. Enumerable.Range(0, 50).Select(static i => new Answer { X = i % 2, Said = i % 2 == 0 ? "no" : "yes" })]);
        Split<Answer> split = known.SplitRandom(validation: 0, test, seed: 1);
        using var file = new TemporaryText("");
        AnswerModel model = AnswerModel.Fit(split.Train);
        model.Save(file.Path);

        string message = "The label 'perhaps' of row 10 of the data, on the test side, is neither 'yes' (positive) nor 'no', the two classes of the model; correct the row, or leave it out";
        Assert.Equal(message, Assert.Throws<EvaluationException>(() => model.Assess(split.Test)).Message);
        Assert.Equal(message, Assert.Throws<EvaluationException>(() => AnswerModel.Load(file.Path).Assess(split.Test)).Message);
    }

    private static Split<Answer> Answers(Func<int, string> said) => Dataset<Answer>.FromRows(Rows(said)).SplitRandom(0.2, 0.2, seed: 1);

    private static TrainSet<Answer> AllInTraining(Func<int, string> said) => Train(Rows(said));

    private static Answer[] Rows(Func<int, string> said) =>
        [.. Enumerable.Range(0, 100).Select(i => new Answer { X = said(i) == "yes" ? 1 : 0, Said = said(i) })];

    private static TrainSet<DeclaredAnswer> Declared(Func<int, string> said) =>
        Train<DeclaredAnswer>([.. Enumerable.Range(0, 100).Select(i => new DeclaredAnswer { X = i % 2, Said = said(i) })]);

    private static TrainSet<TRow> Train<TRow>(TRow[] rows) where TRow : IRow<TRow>, IIndependentRows =>
        Dataset<TRow>.FromRows(rows).SplitRandom(validation: 0, Dataset<TRow>.FromRows(rows), seed: 1).Train;
}

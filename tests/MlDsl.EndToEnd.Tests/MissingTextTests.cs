using System.Text.Json;
using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Null in a text that is not declared nullable: refused by name on every route, as an empty field is.</summary>
public sealed class MissingTextTests
{
    [Fact]
    public void ANullLabelIsRefusedByRow() => Assert.Equal(
        "row 2 of the sequence for Dataset<Answer>.FromRows: 'Answer.Said' is null; fill it, or leave the row out: a row without a label teaches nothing",
        Assert.Throws<InvalidValueException>(static () => Dataset<Answer>.FromRows([Said("yes"), Said("no"), Said(null!)]).Count()).Message);

    [Fact]
    public void ANullTextIsRefusedByRow() => Assert.Equal(
        "row 0 of the sequence for Dataset<ReadMoment>.FromRows: 'ReadMoment.Note' is null; fill it, or declare the property as 'string?'",
        Assert.Throws<InvalidValueException>(static () => Dataset<ReadMoment>.FromRows([new ReadMoment { At = default, Note = null! }]).Rows.ToArray()).Message);

    [Fact]
    public void AnEmptyTextIsAText() => Assert.Equal("", Dataset<Answer>.FromRows([Said("")]).Rows.Single().Said);

    [Fact]
    public void NullFromJsonIsRefusedByName()
    {
        ReadMoment[] rows = [.. Enumerable.Range(0, 100).Select(static i => new ReadMoment { At = new DateTime(2024, 1, 1).AddHours(i), Note = "x", Hour = i % 24 })];
        ReadMomentModel model = ReadMomentModel.Fit(Dataset<ReadMoment>.FromRows(rows).SplitRandom(0.2, 0.2, 1).Train);
        ReadMoment.Input input = JsonSerializer.Deserialize<ReadMoment.Input>("{\"At\":\"2024-01-01\",\"Note\":null}");

        Assert.Equal(
            "'Note' is missing: give a text, or declare the property nullable", Message(Assert.Throws<InvalidValueException>(() => model.Predict(in input))));

        static string Message(InvalidValueException problem)
        {
            Assert.Equal("Note", problem.Column);
            return problem.Message;
        }
    }

    private static Answer Said(string said) => new() { Said = said };
}

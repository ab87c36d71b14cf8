using System.Text;
using System.Text.Json.Nodes;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>Files whose calibration or intervals are not what they should be, and whose hashes are: refused by name, or they mean what they say.</summary>
public sealed class LearnedStepFileTests
{
    private static readonly byte[] Course = CalibratedModelTests.Saved(IsotonicCourseModel.Fit(Dataset<CourseRow>.FromRows(CourseRow.Made(600)).SplitRandom(0, 0, seed: 1).Train).Save);
    private static readonly byte[] Spread = CalibratedModelTests.Saved(DriveSpreadModel.Fit(Dataset<Drive>.FromRows(Drive.Made(600)).SplitRandom(0, 0, seed: 1).Train).Save);

    [Theory]
    [InlineData("""{"step":"calibration","method":"Magic","curves":[],"rows":1,"share":0}""", "'method' is 'Magic'")]
    [InlineData("""{"step":"calibration","method":"Isotonic","curves":[],"rows":1,"share":0}""", "A calibration has no curve")]
    [InlineData("""{"step":"calibration","method":"Isotonic","curves":[{"values":[0,1],"knots":[0,1]}],"rows":1,"share":0}""", "A calibration of 1 curves does not go with")]
    [InlineData("""{"step":"calibration","method":"Temperature","curves":[{"values":[-1],"knots":[]}],"rows":1,"share":0}""", "a temperature is not above 0")]
    [InlineData("""{"step":"calibration","method":"Platt","curves":[{"values":[1,1e300],"knots":[]}],"rows":1,"share":0}""", "is not a number up to")]
    [InlineData("""{"step":"calibration","method":"Temperature","curves":[{"values":[1],"knots":[]}],"rows":-1,"share":0}""", "'rows' is not an integer")]
    [InlineData("""{"step":"calibration","method":"Temperature","curves":[{"values":[1],"knots":[]}],"rows":1,"share":1.5}""", "'share' is not from 0 to 1")]
    [InlineData("""{"step":"calibration","method":"Temperature","curves":[{"values":[1],"knots":[],"later":0}],"rows":1,"share":0}""", "'later'")]
    [InlineData("""{"step":"interval","level":0.9,"radius":1,"knots":[],"spreads":[],"rows":1,"share":0,"exchangeability":null}""", "Intervals are of numbers")]
    public void ACalibrationThatCannotBeIsRefused(string step, string said) => Refused(Course, step, said, static b => IsotonicCourseModel.Load(b));

    [Theory]
    [InlineData("""{"step":"interval","level":1,"radius":1,"knots":[],"spreads":[],"rows":1,"share":0,"exchangeability":null}""", "is not above 0 and below 1")]
    [InlineData("""{"step":"interval","level":0.9,"radius":-1,"knots":[],"spreads":[],"rows":1,"share":0,"exchangeability":null}""", "The radius -1")]
    [InlineData("""{"step":"interval","level":0.9,"radius":1,"knots":[2,1],"spreads":[1,1],"rows":1,"share":0,"exchangeability":null}""", "the knots do not ascend")]
    [InlineData("""{"step":"interval","level":0.9,"radius":1,"knots":[1],"spreads":[],"rows":1,"share":0,"exchangeability":null}""", "1 knots do not go with 0 values")]
    [InlineData("""{"step":"interval","level":0.9,"radius":1,"knots":[1],"spreads":[0],"rows":1,"share":0,"exchangeability":null}""", "a spread is not above 0")]
    [InlineData("""{"step":"interval","level":0.9,"radius":1,"knots":[],"spreads":[],"rows":1,"share":0,"exchangeability":2}""", "'exchangeability' is not from 0 to 1")]
    [InlineData("""{"step":"interval","level":0.9,"radius":1,"knots":[],"spreads":[],"rows":1,"share":0}""", "'exchangeability' is absent")]
    [InlineData("""{"step":"interval","level":0.9,"quantiles":true,"radius":-1,"knots":[],"spreads":[],"rows":1,"share":0,"exchangeability":null}""", "go with 3 scores, not with 1")]
    [InlineData("""{"step":"interval","level":0.9,"quantiles":true,"radius":1,"knots":[1,2],"spreads":[1,2],"rows":1,"share":0,"exchangeability":null}""", "between quantiles there is no spread")]
    [InlineData("""{"step":"interval","level":0.9,"quantiles":true,"radius":1e300,"knots":[],"spreads":[],"rows":1,"share":0,"exchangeability":null}""", "that a float holds")]
    [InlineData("""{"step":"interval","level":0.9,"quantiles":1,"radius":1,"knots":[],"spreads":[],"rows":1,"share":0,"exchangeability":null}""", "'quantiles'")]
    [InlineData("""{"step":"threshold","probability":0.5}""", "the model has no intervals")]
    public void IntervalsThatCannotBeAreRefused(string step, string said) => Refused(Spread, step, said, static b => DriveSpreadModel.Load(b));

    [Fact]
    public void WhateverAMemberHoldsItIsRefusedOrMeansSomething()
    {
        JsonNode?[] values = [null, "x", -1, 0, 1e300, new JsonArray(), new JsonArray(1, "a"), new JsonArray(3, 2, 1), new JsonObject(), true];
        int refused = 0, loaded = 0;
        foreach (byte[] file in (byte[][])[Course, Spread])
        {
            JsonObject step = Last(file);
            foreach (string member in step.Select(static m => m.Key).ToList())
            {
                foreach (JsonNode? value in values)
                {
                    byte[] changed = Changed(file, steps => steps[^1]![member] = value?.DeepClone());
                    try
                    {
                        DynamicModel model = DynamicModel.Load(changed);
                        DynamicRow row = file == Course ? model.NewRow().Set("Amount", 3).Set("Income", 1) : model.NewRow().Set("Miles", 3).Set("Town", "north");
                        Assert.All(model.Predict(row).Outputs, static o => Assert.True(float.IsFinite(o)));
                        Assert.Equal(DynamicModelTests.Saved(model.Save), DynamicModelTests.Saved(DynamicModel.Load(DynamicModelTests.Saved(model.Save)).Save));
                        loaded++;
                    }
                    catch (ModelFileException problem)
                    {
                        Assert.NotEmpty(problem.Message);
                        refused++;
                    }
                }
            }
        }
        Assert.True(refused > 60 && loaded > 3, $"{refused} refused, {loaded} loaded");
    }

    private static void Refused(byte[] file, string step, string said, Action<byte[]> typed)
    {
        byte[] changed = Changed(file, steps => steps[^1] = JsonNode.Parse(step));
        Assert.Contains(said, Assert.Throws<ModelFileException>(() => typed(changed)).Message, StringComparison.Ordinal);
    }

    private static JsonObject Last(byte[] file)
    {
        var entries = ModelEntries.Of(file);
        return JsonNode.Parse(entries.All[entries.Find("outcome.json")].Content)!["steps"]!.AsArray()[^1]!.AsObject();
    }

    private static byte[] Changed(byte[] file, Action<JsonArray> change)
    {
        var entries = ModelEntries.Of(file);
        JsonNode outcome = JsonNode.Parse(entries.All[entries.Find("outcome.json")].Content)!;
        change(outcome["steps"]!.AsArray());
        entries.Set("outcome.json", Encoding.UTF8.GetBytes(outcome.ToJsonString()));
        entries.Hash();
        return entries.Pack();
    }
}

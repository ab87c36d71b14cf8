using System.Globalization;
using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

/// <summary>Files that ML.NET exported: 28 columns of floats and 2 of strings, each an input of its own.</summary>
public sealed class MlNetModelTests
{
    private const float Tolerance = 2e-5f;
    private static readonly string[][] Table = [.. File.ReadLines(TestData.Model("mlnet-scores.csv")).Select(line => line.Split(','))];

    [TheoryWith("models/ft100x20_min.onnx", "models/sdca_min.onnx", "models/mlnet-scores.csv")]
    [InlineData("ft100x20_min.onnx", "ft100x20")]
    [InlineData("sdca_min.onnx", "sdca")]
    public void ScoresAgreeWithMlNet(string file, string model)
    {
        using OnnxSession session = OnnxSession.Load(TestData.Model(file));
        Assert.Equal(file, session.Name);
        string[][] rows = Table[1..];
        int score = Array.IndexOf(Table[0], $"{model}_Score"), probability = score + 1, label = score + 2;
        for (int row = 0; row < rows.Length; row++)
        {
            using OnnxBinding call = session.Rent();
            Write(session, call, rows, row, 1);
            call.Run();
            Check(session, call, rows, row, 1, score, probability, label);
        }
    }

    [TheoryWith("models/ft100x20_min.onnx", "models/sdca_min.onnx", "models/mlnet-scores.csv")]
    [InlineData("ft100x20_min.onnx", "ft100x20")]
    [InlineData("sdca_min.onnx", "sdca")]
    public void BatchesAgreeWithMlNet(string file, string model)
    {
        using OnnxSession session = OnnxSession.Load(TestData.Model(file));
        string[][] rows = Table[1..];
        int score = Array.IndexOf(Table[0], $"{model}_Score"), probability = score + 1, label = score + 2;
        Assert.True(session.IsBatched);
        for (int start = 0; start < rows.Length; start += 50)
        {
            int count = Math.Min(50, rows.Length - start);
            using OnnxBinding call = session.Rent(count);
            Write(session, call, rows, start, count);
            call.Run();
            Check(session, call, rows, start, count, score, probability, label);
        }
    }

    private static void Write(OnnxSession session, OnnxBinding call, string[][] rows, int start, int count)
    {
        for (int input = 0; input < session.Inputs.Count; input++)
        {
            // ML.NET keeps the label column as an input that nothing reads.
            if (session.Inputs[input].ElementType == OnnxElementType.Bool)
            {
                call.Input<bool>(input).Clear();
                continue;
            }
            int column = Array.IndexOf(Table[0], session.Inputs[input].Name);
            for (int row = 0; row < count; row++)
            {
                string field = rows[start + row][column];
                if (session.Inputs[input].ElementType == OnnxElementType.String) call.SetText(input, row, field);
                else call.Input<float>(input)[row] = Number(field);
            }
        }
    }

    private static void Check(
        OnnxSession session, OnnxBinding call, string[][] rows, int start, int count, int score, int probability, int label)
    {
        for (int row = 0; row < count; row++)
        {
            string[] fields = rows[start + row];
            Assert.Equal(Number(fields[score]), call.Output<float>(OutputOf("Score"))[row], Tolerance);
            Assert.Equal(Number(fields[probability]), call.Output<float>(OutputOf("Probability"))[row], Tolerance);
            Assert.Equal(fields[label] == "1", call.Output<bool>(OutputOf("PredictedLabel"))[row]);
        }

        int OutputOf(string name) => session.Outputs
            .Select(static (output, i) => (output.Name, Index: i))
            .First(output => output.Name.StartsWith(name, StringComparison.Ordinal)).Index;
    }

    private static float Number(string field) => float.Parse(field, CultureInfo.InvariantCulture);
}

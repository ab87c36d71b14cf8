using System.Globalization;
using System.Text;
using MlDsl.Training;

namespace MlDsl.Tool.Scoring;

/// <summary>What came of the scoring of a file.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Model">The model as each line of the output names it.</param>
/// <param name="Result">Rows, bytes and hash.</param>
internal sealed record ScoreAnswer(ScoreRequest Request, string Model, FileScoringResult Result)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Result.Rows - Result.Rejected} of {Result.Rows} rows scored by {Model} into {Request.Output}");
        if (Result.Rejected > 0) text.Append(CultureInfo.InvariantCulture, $"; {Result.Rejected} set aside in {Request.Options.Rejects}");
        if (Result.ResumedRows > 0) text.Append(CultureInfo.InvariantCulture, $"; {Result.ResumedRows} rows were done before");
        return text.ToString();
    }

    /// <summary>One object on one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteString("model", Model);
        json.WriteString("input", Request.Input);
        json.WriteString("output", Request.Output);
        if (Request.Options.Rejects is { } rejects) json.WriteString("rejects", rejects);
        json.WriteNumber("rows", Result.Rows);
        json.WriteNumber("rejected", Result.Rejected);
        json.WriteNumber("resumed_rows", Result.ResumedRows);
        json.WriteNumber("output_bytes", Result.OutputBytes);
        json.WriteString("output_sha256", Result.OutputHash);
    }));
}

using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace MlDsl.Training;

/// <summary>What came of a stretch of the input: its lines of the output, and the rows that are set aside.</summary>
internal sealed class ScoredChunk
{
    public ArrayBufferWriter<byte> Output { get; } = new();

    public ArrayBufferWriter<byte> Rejects { get; } = new();

    public int Rows { get; private set; }

    public int Rejected { get; private set; }

    /// <summary>Why the run cannot go on; null where it can.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>Reads and scores a stretch. Whatever it throws lies in <see cref="Failure"/>.</summary>
    /// <param name="chunk">The stretch; its bytes are changed.</param>
    /// <param name="thread">The number of the thread.</param>
    /// <param name="reader">Reads its rows.</param>
    /// <param name="model">Scores them.</param>
    /// <param name="lines">Writes predictions.</param>
    /// <param name="file">The input, for messages.</param>
    /// <param name="setsAside">Whether rows that cannot be scored are set aside; the first one is a failure else.</param>
    public static ScoredChunk Of(CsvChunk chunk, int thread, FileRows reader, DynamicModel model, PredictionLines lines, string file, bool setsAside)
    {
        var scored = new ScoredChunk();
        // The reader undoubles quotes in place, and rows are set aside as they stand.
        byte[]? original = setsAside ? chunk.Copy().Bytes : null;
        var rows = new List<ScoredRow>(chunk.Rest is null ? chunk.MostRecords : 0);
        try
        {
            reader.Read(chunk, thread, rows);
        }
        catch (DataFormatException problem)
        {
            // The rows before it may have problems of their own, which come first.
            scored.Failure = ExceptionDispatchInfo.Capture(problem);
        }
        IReadOnlyList<DynamicPrediction>? together = Together(model, rows);
        int next = 0;
        foreach (ScoredRow row in rows)
        {
            scored.Rows++;
            (DynamicPrediction? prediction, DataFormatException? problem) =
                row.Problem is not null ? (null, row.Problem)
                : together is not null ? (together[next++], null)
                : Alone(model, row, file);
            if (prediction is not null) lines.Write(scored.Output, row, prediction);
            else if (original is not null) scored.SetAside(row, original.AsSpan(row.Place), problem!);
            else
            {
                scored.Failure = ExceptionDispatchInfo.Capture(problem!);
                break;
            }
        }
        return scored;
    }

    private static IReadOnlyList<DynamicPrediction>? Together(DynamicModel model, List<ScoredRow> rows)
    {
        try
        {
            return model.Predict(rows.Where(static row => row.Problem is null).Select(static row => row.Row!));
        }
        catch (ArgumentException)
        {
            // Which row it was: each alone says so.
            return null;
        }
    }

    private static (DynamicPrediction? Prediction, DataFormatException? Problem) Alone(DynamicModel model, in ScoredRow row, string file)
    {
        try
        {
            return (model.Predict(row.Row!), null);
        }
        catch (ArgumentException problem)
        {
            string? column = problem is InvalidValueException value ? value.Column : (problem as UnknownCategoryException)?.Column;
            // The parameter's name is of the method, not of the file.
            string message = problem.Message.Replace($" (Parameter '{problem.ParamName}')", "", StringComparison.Ordinal).Replace(" of row 1 ", " ", StringComparison.Ordinal);
            return (null, new DataFormatException(FormattableString.Invariant($"{file}, line {row.Line}: {message}"), problem) { File = file, Line = row.Line, Member = column });
        }
    }

    private void SetAside(in ScoredRow row, ReadOnlySpan<byte> text, DataFormatException problem)
    {
        Rejected++;
        text = text.TrimEnd("\r\n"u8);
        using (var json = new Utf8JsonWriter(Rejects))
        {
            json.WriteStartObject();
            json.WriteNumber("line", row.Line);
            json.WriteString("column", problem.Member);
            json.WriteString("problem", problem.Message);
            // What is no UTF-8 is no text in JSON.
            if (Utf8.IsValid(text)) json.WriteString("row", Encoding.UTF8.GetString(text));
            else json.WriteBase64String("row_base64", text);
            json.WriteEndObject();
        }
        Rejects.Write("\n"u8);
    }
}

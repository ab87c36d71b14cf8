using System.Buffers;
using System.Globalization;
using System.Text;

namespace MlDsl.Training;

/// <summary>Predictions as separated values: the members of what a service answers are columns.</summary>
internal sealed class CsvPredictions : PredictionLines
{
    private readonly ScoringForm form;
    private readonly SearchValues<char> special;
    private readonly string[] outputs;
    private readonly byte[] ending;
    private readonly bool hasLabel;

    public CsvPredictions(DynamicModel model, ScoringForm form, string version, string schema) : base(version, schema)
    {
        this.form = form;
        special = SearchValues.Create([form.Separator, '"', '\n', '\r']);
        IReadOnlyList<string> classes = model.Outcome.ClassNames;
        hasLabel = classes.Count > 0;
        int count = model.Outcome.Outputs(model.Predictor.Outputs);
        outputs = hasLabel ? ["label", .. count == 1 ? ["probability"] : classes.Select(static name => $"probabilities.{name}")]
            : model.Outcome.Interval is not null ? ["value", "low", "high"]
            : [Prediction];
        var end = new ArrayBufferWriter<byte>();
        Separate(end);
        Write(end, ModelText);
        Separate(end);
        Write(end, SchemaText);
        end.Write("\n"u8);
        ending = end.WrittenSpan.ToArray();
    }

    public override IReadOnlyCollection<string> Own => [Line, .. outputs, Model, Schema];

    public override byte[] Header
    {
        get
        {
            var header = new ArrayBufferWriter<byte>();
            string[] names = [Line, .. form.Options.Keep, .. outputs, Model, Schema];
            for (int i = 0; i < names.Length; i++)
            {
                if (i > 0) Separate(header);
                Write(header, names[i]);
            }
            header.Write("\n"u8);
            return header.WrittenSpan.ToArray();
        }
    }

    public override void Write(ArrayBufferWriter<byte> output, in ScoredRow row, DynamicPrediction prediction)
    {
        Write(output, row.Line);
        foreach (KeptValue kept in row.Kept)
        {
            Separate(output);
            if (kept.Text is { } text) Write(output, text);
        }
        if (hasLabel)
        {
            Separate(output);
            Write(output, prediction.Label!);
        }
        if (prediction.Interval is { } interval)
        {
            Number(output, interval.Value);
            Number(output, interval.Low);
            Number(output, interval.High);
        }
        else
        {
            for (int i = 0; i < prediction.Outputs.Count; i++) Number(output, prediction.Outputs[i]);
        }
        output.Write(ending);
    }

    private void Separate(ArrayBufferWriter<byte> output) => output.Write([(byte)form.Separator]);

    // Undefined numbers are missing, infinite ones have their names, as in JSON.
    private void Number(ArrayBufferWriter<byte> output, float value)
    {
        Separate(output);
        if (float.IsInfinity(value)) output.Write(value > 0 ? "Infinity"u8 : "-Infinity"u8);
        else if (!float.IsNaN(value)) Write(output, value);
    }

    private static void Write<T>(ArrayBufferWriter<byte> output, T value) where T : IUtf8SpanFormattable
    {
        value.TryFormat(output.GetSpan(32), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    // The empty text is quoted: nothing between separators is a missing value.
    private void Write(ArrayBufferWriter<byte> output, string text)
    {
        if (text.Length > 0 && !text.AsSpan().ContainsAny(special)) Encoding.UTF8.GetBytes(text, output);
        else Encoding.UTF8.GetBytes($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", output);
    }
}

using System.Buffers;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>How predictions are written, one a line. Safe for any number of threads.</summary>
internal abstract class PredictionLines(string model, string schema)
{
    /// <summary>What the output has of its own: the line of the input, the prediction, what said it.</summary>
    public const string Line = "line", Prediction = "prediction", Model = "model", Schema = "schema";

    /// <summary>The model's name, version and file.</summary>
    protected string ModelText => model;

    /// <summary>The start of the hash of the model's schema, as the model's is cut.</summary>
    protected string SchemaText { get; } = schema[..12];

    /// <summary>The columns of the output but for those kept.</summary>
    public abstract IReadOnlyCollection<string> Own { get; }

    /// <summary>What stands before the first line.</summary>
    public virtual byte[] Header => [];

    public static PredictionLines Of(DynamicModel model, ScoringForm form, ScoringIdentity identity) => form.Output == RowFileFormat.Csv
        ? new CsvPredictions(model, form, identity.Model, identity.SchemaHash)
        : new JsonPredictions(model, form, identity.Model, identity.SchemaHash);

    public abstract void Write(ArrayBufferWriter<byte> output, in ScoredRow row, DynamicPrediction prediction);
}

/// <summary>Predictions as JSON objects.</summary>
internal sealed class JsonPredictions(DynamicModel model, ScoringForm form, string version, string schema) : PredictionLines(version, schema)
{
    private readonly IServedModel<DynamicModel, DynamicRow, DynamicPrediction> served = model;

    public override IReadOnlyCollection<string> Own => [Line, Prediction, Model, Schema];

    public override void Write(ArrayBufferWriter<byte> output, in ScoredRow row, DynamicPrediction prediction)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber(Line, row.Line);
            for (int i = 0; i < row.Kept.Length; i++)
            {
                json.WritePropertyName(form.Options.Keep[i]);
                if (row.Kept[i] is { IsJson: true, Text: { } value }) json.WriteRawValue(value);
                else json.WriteStringValue(row.Kept[i].Text);
            }
            json.WritePropertyName(Prediction);
            served.WriteOutput(json, prediction);
            json.WriteString(Model, ModelText);
            json.WriteString(Schema, SchemaText);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }
}

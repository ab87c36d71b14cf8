using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>How one kind of scorer is loaded, read and written. Immutable.</summary>
internal abstract class ScorerBinding<TModel, TInput, TOutput> where TModel : class, IScorer<TInput, TOutput>
{
    /// <exception cref="ModelFileException">The file is none of this model.</exception>
    public abstract TModel Load(ModelFiles files, string source);

    public abstract ServedModelFacts FactsOf(TModel model);

    /// <summary>The datatype of the numbers that it writes.</summary>
    public abstract TensorType Numbers { get; }

    /// <summary>Whether an answer leaves something written behind.</summary>
    public virtual bool HasEffect => false;

    public abstract TInput Read(TModel model, ref JsonFields fields);

    public abstract void Write(TModel model, Utf8JsonWriter json, in TOutput output);

    /// <exception cref="ModelFileException">The model does not say what the rows expect.</exception>
    public abstract int CheckGolden(TModel model, ReadOnlyMemory<byte> golden, string source);
}

/// <summary>A model that knows its JSON itself.</summary>
internal sealed class ServedModelBinding<TModel, TInput, TOutput> : ScorerBinding<TModel, TInput, TOutput> where TModel : class, IServedModel<TModel, TInput, TOutput>
{
    public override TModel Load(ModelFiles files, string source) => TModel.LoadServed(files.Model, source);

    public override ServedModelFacts FactsOf(TModel model) => model.Facts;

    public override TensorType Numbers => typeof(TOutput) == typeof(double) ? TensorType.Fp64 : TensorType.Fp32;

    public override TInput Read(TModel model, ref JsonFields fields) => model.ReadInput(ref fields);

    public override void Write(TModel model, Utf8JsonWriter json, in TOutput output) => model.WriteOutput(json, in output);

    public override int CheckGolden(TModel model, ReadOnlyMemory<byte> golden, string source) => model.CheckGolden(golden, source);
}

/// <summary>Any scorer, with the JSON that the user gives.</summary>
internal sealed class GivenBinding<TModel, TInput, TOutput>(Func<ReadOnlyMemory<byte>, TModel> load, ScorerJson<TInput, TOutput> json)
    : ScorerBinding<TModel, TInput, TOutput> where TModel : class, IScorer<TInput, TOutput>
{
    public override TModel Load(ModelFiles files, string source)
    {
        try
        {
            return load(files.Model) ?? throw new ModelFileException($"{source}: the function that loads the model gave null");
        }
        catch (Exception problem) when (problem is not (ModelFileException or OutOfMemoryException))
        {
            // Every runtime has exceptions of its own for a file that it does not take.
            throw new ModelFileException($"{source}: {problem.Message}", problem);
        }
    }

    public override ServedModelFacts FactsOf(TModel model) => new(NameOf(typeof(TModel).Name), "", json.Columns) { Form = json.Form, Vocabulary = IKnownTexts.Of(model) };

    public override bool HasEffect => json.Form is { HasEffect: true };

    // JSON does not tell how precise a number is.
    public override TensorType Numbers => TensorType.Fp64;

    public override TInput Read(TModel model, ref JsonFields fields) => json.Read(ref fields);

    public override void Write(TModel model, Utf8JsonWriter json, in TOutput output) => this.Json.Write(json, in output);

    public override int CheckGolden(TModel model, ReadOnlyMemory<byte> golden, string source) =>
        throw new ModelFileException($"{source} holds golden rows, which only models of the language are held against; take Golden away");

    private ScorerJson<TInput, TOutput> Json => json;

    // Without the number of its type parameters.
    private static string NameOf(string type) => type.Split('`')[0];
}

/// <summary>How inputs and outputs of a scorer are read and written: by the metadata of a <see cref="JsonTypeInfo"/>, or as the rows of a data set.</summary>
/// <typeparam name="TInput">What the scorer takes.</typeparam>
/// <typeparam name="TOutput">What it gives.</typeparam>
public sealed class ScorerJson<TInput, TOutput>
{
    private readonly JsonInputReader<TInput> read;
    private readonly JsonOutputWriter<TOutput> write;

    internal ScorerJson(IReadOnlyList<ColumnSchema> columns, JsonInputReader<TInput> read, JsonOutputWriter<TOutput> write) => (Columns, this.read, this.write) = (columns, read, write);

    internal IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>What requests are like that are no rows of columns; null where nothing says it.</summary>
    internal RequestForm? Form { get; init; }

    internal TInput Read(ref JsonFields fields) => read(ref fields);

    internal void Write(Utf8JsonWriter json, in TOutput value) => write(json, in value);
}

/// <summary>Writes an output.</summary>
internal delegate void JsonOutputWriter<TOutput>(Utf8JsonWriter json, in TOutput output);

/// <summary>Makes the JSON of scorers.</summary>
public static class ScorerJson
{
    /// <summary>Inputs and outputs by a serializer's metadata, as a <c>JsonSerializerContext</c> generates it.</summary>
    public static ScorerJson<TInput, TOutput> Of<TInput, TOutput>(JsonTypeInfo<TInput> input, JsonTypeInfo<TOutput> output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return new([], (ref JsonFields fields) => fields.Deserialize(input), Written(output));
    }

    /// <summary>Requests and answers of a kind of their own, by what the package of that kind gives, such as decisions of <c>MlDsl.Tasks</c>.</summary>
    public static ScorerJson<TInput, TOutput> Of<TInput, TOutput>(RequestJson<TInput, TOutput> json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new([], json.Read, json.Write) { Form = json.Form };
    }

    /// <summary>Inputs as the rows of a data set, by its generated code; outputs by a serializer's metadata.</summary>
    public static ScorerJson<TInput, TOutput> OfRows<TRow, TInput, TOutput>(JsonTypeInfo<TOutput> output)
        where TRow : IFeatureRow<TRow, TInput>
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(output);
        return new(TRow.Schema.Inputs, static (ref JsonFields fields) => TRow.ReadJson(ref fields), Written(output));
    }

    private static JsonOutputWriter<TOutput> Written<TOutput>(JsonTypeInfo<TOutput> output) => (Utf8JsonWriter json, in TOutput value) => JsonSerializer.Serialize(json, value, output);
}

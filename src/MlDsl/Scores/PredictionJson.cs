using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MlDsl.Json;

/// <summary>
/// Predictions as JSON without a serializer and its metadata: numbers as such, what has parts as an object with names like <c>probability</c>, classes
/// by their text. Writing one allocates nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PredictionJson
{
    private static readonly JsonEncodedText ScoreName = JsonEncodedText.Encode("score"), ProbabilityName = JsonEncodedText.Encode("probability"),
        LabelName = JsonEncodedText.Encode("label"), ValueName = JsonEncodedText.Encode("value"), LowName = JsonEncodedText.Encode("low"), HighName = JsonEncodedText.Encode("high");

    /// <summary>Writes a number, a <see cref="Score"/>, a <see cref="Probability"/>, an <see cref="Interval{T}"/> of floats or a <see cref="BinaryPrediction"/>.</summary>
    /// <exception cref="NotSupportedException">It is something else; the message says what to do.</exception>
    public static void Write<T>(Utf8JsonWriter json, in T prediction)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (typeof(T) == typeof(float)) Number(json, As<T, float>(in prediction));
        else if (typeof(T) == typeof(double)) JsonNumber.Write(json, As<T, double>(in prediction));
        else if (typeof(T) == typeof(Score)) Number(json, As<T, Score>(in prediction).Value);
        else if (typeof(T) == typeof(Probability)) Number(json, As<T, Probability>(in prediction).Value);
        else if (typeof(T) == typeof(Interval<float>)) Write(json, As<T, Interval<float>>(in prediction));
        else if (typeof(T) == typeof(BinaryPrediction)) Write(json, As<T, BinaryPrediction>(in prediction));
        else throw new NotSupportedException($"Nothing says how a '{typeof(T).Name}' is written as JSON; give the model's task a WriteJson");
    }

    /// <summary>Writes a class with its probability.</summary>
    public static void WriteClass<TLabel>(Utf8JsonWriter json, in ClassPrediction<TLabel> prediction) where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WritePropertyName(LabelName);
        TLabel label = prediction.Label;
        if (typeof(TLabel) == typeof(bool)) json.WriteBooleanValue(As<TLabel, bool>(in label));
        else if (typeof(TLabel) == typeof(int)) json.WriteNumberValue(As<TLabel, int>(in label));
        else if (typeof(TLabel) == typeof(long)) json.WriteNumberValue(As<TLabel, long>(in label));
        else if (typeof(TLabel) == typeof(string)) json.WriteStringValue((string)(object)label);
        else json.WriteStringValue(Texts<TLabel>.Of(label));
        json.WritePropertyName(ProbabilityName);
        Number(json, prediction.Probability.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in BinaryPrediction prediction)
    {
        json.WriteStartObject();
        json.WritePropertyName(ScoreName);
        Number(json, prediction.Score.Value);
        json.WritePropertyName(ProbabilityName);
        Number(json, prediction.Probability.Value);
        json.WriteBoolean(LabelName, prediction.Label);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in Interval<float> interval)
    {
        json.WriteStartObject();
        json.WritePropertyName(ValueName);
        Number(json, interval.Value);
        json.WritePropertyName(LowName);
        Number(json, interval.Low);
        json.WritePropertyName(HighName);
        Number(json, interval.High);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, float value) => JsonNumber.WriteSingle(json, value);

    private static ref readonly TTo As<TFrom, TTo>(in TFrom value) => ref Unsafe.As<TFrom, TTo>(ref Unsafe.AsRef(in value));

    // A model's classes are few; each is turned into text once.
    private static class Texts<TLabel> where TLabel : notnull
    {
        private static readonly ConcurrentDictionary<TLabel, JsonEncodedText> Known = new();

        public static JsonEncodedText Of(TLabel label) =>
            Known.TryGetValue(label, out JsonEncodedText text) ? text : Known.GetOrAdd(label, static l => JsonEncodedText.Encode(FormattableString.Invariant($"{l}")));
    }
}

using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>What was learned about one column, as data: it runs, is written and leaves as ONNX without the type that it was learned from. Immutable.</summary>
public interface IEncoding
{
    /// <summary>The property or feature method.</summary>
    string Column { get; }

    /// <summary>The first position of the column in the feature vector.</summary>
    int Position { get; }

    /// <summary>The number of its positions.</summary>
    int Width { get; }

    /// <summary>The steps from the value to the features, for exporters: a closed set.</summary>
    IReadOnlyList<FeatureOp> Ops { get; }

    /// <summary>What is known of the values of the training rows; null where nothing is, as in a file of before there were summaries.</summary>
    ColumnSummary? Summary => null;

    /// <summary>Appends the name of each position.</summary>
    void AppendNames(List<string> names);

    /// <summary>Writes the features of a value: what generated code writes of the typed value, to the bit.</summary>
    /// <exception cref="InvalidValueException">The value is of a kind that the column does not hold, missing where it may not be, or not finite.</exception>
    /// <exception cref="UnknownCategoryException">The category is unknown, and <see cref="Unknown.Error"/> was chosen.</exception>
    void Write(in ColumnValue value, ref SparseSink sink);

    /// <summary>Writes an object with the kind, the column, the options and what was learned; <see cref="EncodingReader"/> reads it.</summary>
    void Write(Utf8JsonWriter json);

    /// <summary>A learner with the same options that has seen nothing. The encodings are a closed set.</summary>
    /// <param name="schema">The column, whose type says what its values are.</param>
    internal IColumnLearner NewLearner(ColumnSchema schema);
}

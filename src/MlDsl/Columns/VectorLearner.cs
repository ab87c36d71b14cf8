using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Columns;

/// <summary>Learns what the elements of a vector need, each like a numeric column of its own; in every order and partition the same.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class VectorLearner
{
    private readonly string column;
    private readonly VectorOptions options;
    private readonly NumericLearner[] elements;

    /// <summary>A learner of <paramref name="column"/> that has seen nothing.</summary>
    /// <exception cref="ArgumentException">The options contradict each other or leave their ranges.</exception>
    public VectorLearner(string column, VectorOptions options)
    {
        options.Validate(column);
        (this.column, this.options) = (column, options);
        elements = new NumericLearner[options.Length];
        for (int i = 0; i < elements.Length; i++) elements[i] = new NumericLearner(VectorOptions.NameOf(column, i), options.Element);
    }

    /// <summary>Takes in one vector; NaN is a missing element where there is an <see cref="Impute"/>.</summary>
    /// <exception cref="InvalidValueException">An element is infinite, or missing without an <see cref="Impute"/>, or there are too few or too many.</exception>
    public void Add<T>(Elements<T> vector) where T : struct, INumberBase<T>
    {
        if (!IsWhole(vector)) return;
        for (int i = 0; i < elements.Length; i++)
        {
            float value = float.CreateTruncating(vector[i]);
            if (float.IsNaN(value)) AddNaN(i);
            else elements[i].Add(value);
        }
    }

    /// <summary>Takes in one vector whose elements may be missing.</summary>
    /// <inheritdoc cref="Add{T}(Elements{T})"/>
    public void Add<T>(Elements<T?> vector) where T : struct, INumberBase<T>
    {
        if (!IsWhole(vector)) return;
        for (int i = 0; i < elements.Length; i++)
        {
            float? value = vector[i] is { } given ? float.CreateTruncating(given) : null;
            if (value is float.NaN) AddNaN(i);
            else elements[i].Add(value);
        }
    }

    /// <summary>Takes in all that <paramref name="other"/>, a learner with the same options, has seen.</summary>
    public void Merge(VectorLearner other)
    {
        for (int i = 0; i < elements.Length; i++) elements[i].Merge(other.elements[i]);
    }

    /// <summary>What was learned, at <paramref name="position"/> of the feature vector, which moves behind it. May be called again.</summary>
    /// <exception cref="InvalidValueException">No training row has a value of some element, so that there is nothing to learn from.</exception>
    public VectorEncoding Finish(ref int position)
    {
        var learned = new NumericEncoding[elements.Length];
        for (int i = 0; i < learned.Length; i++) learned[i] = elements[i].Finish(ref position, isSummarized: false);
        return new VectorEncoding(column, options, learned);
    }

    private bool IsWhole<T>(Elements<T> vector)
    {
        if (vector.IsMissing)
        {
            if (options.Element.Impute == Impute.None) VectorErrors.Missing(column);
            foreach (NumericLearner element in elements) element.Add((float?)null);
            return false;
        }
        if (vector.Length != elements.Length) VectorErrors.Length(column, vector.Length, elements.Length);
        return true;
    }

    private void AddNaN(int element)
    {
        if (options.Element.Impute == Impute.None) VectorErrors.NotANumber(VectorOptions.NameOf(column, element));
        elements[element].Add((float?)null);
    }
}

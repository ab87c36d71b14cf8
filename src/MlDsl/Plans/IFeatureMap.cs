namespace MlDsl;

/// <summary>From an input to its features, with what the training rows taught. Immutable; generated for every data set.</summary>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
public interface IFeatureMap<TInput> where TInput : struct
{
    /// <summary>The same as data, which knows no row type.</summary>
    FeaturePlan ToPlan();

    /// <summary>Writes the features of <paramref name="input"/>.</summary>
    /// <exception cref="InvalidValueException">A value cannot become a feature; the message names its column.</exception>
    void Write(in TInput input, ref Columns.SparseSink sink);
}

/// <summary>Learns from rows, in any order and any partition: <c>Add</c>, <c>Merge</c>, <c>Finish</c>.</summary>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
public interface IFeatureLearner<TInput> where TInput : struct
{
    /// <summary>Whether some column is encoded by the target, so that training features differ per fold.</summary>
    bool UsesTarget { get; }

    /// <summary>Takes one row in. <paramref name="target"/> and <paramref name="fold"/> matter to target encodings only.</summary>
    void Add(in TInput input, float target, int fold);

    /// <summary>Takes in all that <paramref name="other"/>, a learner of the same data set, has seen.</summary>
    void Merge(IFeatureLearner<TInput> other);

    /// <summary>What was learned; target encodings from the rows that <paramref name="folds"/> admits.</summary>
    IFeatureMap<TInput> Finish(FoldFilter folds);
}

namespace MlDsl.Properties.Recommenders;

/// <summary>What a recommender says of an item.</summary>
public readonly record struct ToldItem(object Item, float Score, bool IsPopular);

/// <summary>What a made-up assembly gives of one of its recommenders; written beside it, because reflection would not call it as users do. Rows are the values of the properties, in the order of declaration.</summary>
public abstract class RecommenderBridge
{
    /// <summary>The model itself.</summary>
    public abstract object Model { get; }

    /// <summary>The number of items.</summary>
    public abstract int Items { get; }

    /// <summary>Fits the model to rows.</summary>
    public abstract void Fit(IReadOnlyList<object?[]> rows);

    /// <summary>Writes the model's file.</summary>
    public abstract void Save(Stream file);

    /// <summary>Goes on with the model that a file holds.</summary>
    public abstract void Load(Stream file);

    /// <summary>Writes the model as ONNX.</summary>
    public abstract byte[] Export(int count, int exclude);

    /// <summary>The best items of a user.</summary>
    public abstract IReadOnlyList<ToldItem> Recommend(object user, int count, IEnumerable<object> exclude);

    /// <summary>The score of an item; null where the model does not know one of them.</summary>
    public abstract float? Score(object user, object item);
}

namespace MlDsl.Training;

/// <summary>The rows cannot be trained on. The message names what is wrong, where, and the way out.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>A problem of the training rows as a whole.</summary>
    public TrainingException(string message) : base(message)
    {
    }

    /// <summary>A problem of one row, perhaps of one feature in it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="row">The number of the row, from 0.</param>
    /// <param name="position">The position of the feature, from 0; null where the label or the weight is meant.</param>
    public TrainingException(string message, long? row, int? position) : base(message)
    {
        Row = row;
        Position = position;
    }

    /// <summary>The number of the row among the training rows, from 0.</summary>
    public long? Row { get; }

    /// <summary>The position of the feature vector, from 0, so that a caller that knows the features' names can add it.</summary>
    public int? Position { get; }
}

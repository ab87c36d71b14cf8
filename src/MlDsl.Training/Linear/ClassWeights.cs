namespace MlDsl.Training;

/// <summary>What a row of each class counts in the training of a classifier.</summary>
public enum ClassWeights
{
    /// <summary>As much as its weight says.</summary>
    None,

    /// <summary>
    /// So much that every class counts the same: the row's weight times Σw / (classes · Σw of its class). Rows of integer
    /// weight thus count like that many copies.
    /// </summary>
    Balanced,
}

namespace MlDsl.Kernels.Operators;

/// <summary>The sizes of a call of a recurrent operator, and where its sequences lie.</summary>
/// <param name="Times">The steps of the longest sequence.</param>
/// <param name="Batch">The sequences.</param>
/// <param name="Inputs">The numbers of a step.</param>
/// <param name="Hidden">The numbers of a state.</param>
/// <param name="Directions">1, or 2 for both.</param>
/// <param name="IsBatchFirst">Whether sequences lie one after another, each with its steps; otherwise steps do.</param>
internal readonly record struct RecurrentShape(int Times, int Batch, int Inputs, int Hidden, int Directions, bool IsBatchFirst)
{
    /// <summary>The number of a step among all steps of all sequences.</summary>
    public int Step(int time, int sequence) => IsBatchFirst ? (sequence * Times) + time : (time * Batch) + sequence;

    /// <summary>Where the state of a sequence lies among the first or last ones.</summary>
    public int State(int direction, int sequence) => (IsBatchFirst ? (sequence * Directions) + direction : (direction * Batch) + sequence) * Hidden;

    /// <summary>Where the state after a step lies among all results.</summary>
    public int Result(int time, int direction, int sequence) =>
        (IsBatchFirst ? (((sequence * Times) + time) * Directions) + direction : (((time * Directions) + direction) * Batch) + sequence) * Hidden;

    /// <summary>Gives the results their shapes.</summary>
    public void Resize(Tensor? y, Tensor? lastState, Tensor? lastCell)
    {
        if (IsBatchFirst)
        {
            y?.Resize(Batch, Times, Directions, Hidden);
            lastState?.Resize(Batch, Directions, Hidden);
            lastCell?.Resize(Batch, Directions, Hidden);
            return;
        }
        y?.Resize(Times, Directions, Batch, Hidden);
        lastState?.Resize(Directions, Batch, Hidden);
        lastCell?.Resize(Directions, Batch, Hidden);
    }
}

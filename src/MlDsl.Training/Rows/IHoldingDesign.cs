namespace MlDsl.Training;

/// <summary>A design that holds blocks within <see cref="TrainingControl.HoldBytes"/>, so that what is made of it has the rest.</summary>
internal interface IHoldingDesign : IDesign
{
    /// <summary>The bytes of the blocks that it holds; 0 where every pass makes them anew.</summary>
    long HeldBytes { get; }
}

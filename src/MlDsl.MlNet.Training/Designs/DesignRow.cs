using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>A row of a design.</summary>
/// <param name="Block">The block that it lies in.</param>
/// <param name="Index">Its place there.</param>
/// <param name="Number">Its number in the design.</param>
internal readonly record struct DesignRow(FeatureBlock Block, int Index, int Number);

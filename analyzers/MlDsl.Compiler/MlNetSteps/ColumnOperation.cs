using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>How a column is made of others.</summary>
internal abstract record ColumnOperation;

/// <summary>The items of several columns, one after another.</summary>
internal sealed record ConcatOperation : ColumnOperation;

/// <summary>The same values.</summary>
internal sealed record CopyOperation : ColumnOperation;

/// <summary>Values to keys.</summary>
/// <param name="Terms">The values, that of key 1 first.</param>
internal sealed record KeysOperation(Array Terms) : ColumnOperation;

/// <summary>Keys to what they stand for.</summary>
internal sealed record KeyValuesOperation : ColumnOperation;

/// <summary>Values to keys by their hash.</summary>
/// <param name="Bits">The bits of a hash.</param>
/// <param name="Seed">Where hashes begin.</param>
/// <param name="IsOrdered">Whether an item's place takes part.</param>
/// <param name="IsCombined">Whether a vector has one hash.</param>
/// <param name="IsOld">Whether the hash is that of old files.</param>
internal sealed record HashOperation(int Bits, uint Seed, bool IsOrdered, bool IsCombined, bool IsOld) : ColumnOperation;

/// <summary>Keys to zeros and ones.</summary>
/// <param name="IsCounted">Whether the keys of a vector are counted together.</param>
internal sealed record IndicatorOperation(bool IsCounted) : ColumnOperation;

/// <summary>Keys to the bits of their number, the highest first; of a missing one all are 1.</summary>
internal sealed record KeyBitsOperation : ColumnOperation;

/// <summary>Values to those of a table.</summary>
/// <param name="Keys">The table's keys.</param>
/// <param name="Values">As many values.</param>
internal sealed record TableOperation(Array Keys, Array Values) : ColumnOperation;

/// <summary>Another type.</summary>
internal sealed record ConvertOperation(ColumnType Type) : ColumnOperation;

/// <summary>A value for what is missing: one, or one for each item.</summary>
internal sealed record ReplaceOperation(Array Values) : ColumnOperation;

/// <summary>Whether a value is missing.</summary>
internal sealed record MissingOperation : ColumnOperation;

/// <summary>(x − offset) · scale, each item with its own; no offsets are zeros. Numbers are float or double.</summary>
internal sealed record AffineOperation(Array Scales, Array? Offsets) : ColumnOperation;

/// <summary>The share of a normal distribution below x, or below its logarithm.</summary>
internal sealed record CdfOperation(Array Means, Array Deviations, bool IsOfLogarithm) : ColumnOperation;

/// <summary>The place of the bin that x falls into, between 0 and 1.</summary>
/// <param name="Bounds">The upper bounds of the bins of each item.</param>
/// <param name="KeepsZero">Whether 0 stays 0.</param>
internal sealed record BinsOperation(IReadOnlyList<Array> Bounds, bool KeepsZero) : ColumnOperation;

/// <summary>Projections onto vectors, from each of which a number is taken.</summary>
/// <param name="Vectors">Vector after vector.</param>
/// <param name="Offsets">As many numbers as there are vectors.</param>
internal sealed record ProjectOperation(float[] Vectors, float[] Offsets) : ColumnOperation;

/// <summary>A vector without some of its items.</summary>
/// <param name="First">The first item of each range that goes.</param>
/// <param name="Last">As many last ones.</param>
internal sealed record SlotsOperation(int[] First, int[] Last) : ColumnOperation;

/// <summary>A probability of a score.</summary>
internal sealed record CalibrateOperation(MlNetCalibrator Calibrator) : ColumnOperation;

/// <summary>What is described and not compiled.</summary>
internal sealed record RefusedOperation(string Reason) : ColumnOperation;

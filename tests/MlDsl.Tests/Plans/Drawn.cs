using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>Writes a typed value as generated code does.</summary>
internal delegate void TypedWrite(ref SparseSink sink);

/// <summary>A made-up value: as data, and as the call that generated code makes with the typed one.</summary>
internal sealed record Drawn(ColumnValue Value, TypedWrite Write);

/// <summary>A made-up column: its C# type, what it learned, and values to try it with.</summary>
internal sealed record RandomColumn(string Type, IEncoding Encoding, Func<Drawn> Draw);

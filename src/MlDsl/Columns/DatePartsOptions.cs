using System.ComponentModel;

namespace MlDsl.Columns;

/// <summary>The options of a <see cref="DatePartsAttribute"/>, as generated code passes them on.</summary>
/// <param name="Parts">The parts that become features.</param>
/// <param name="Cyclic">Whether parts that come round again are a sine and a cosine.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DatePartsOptions(DatePart Parts, bool Cyclic);

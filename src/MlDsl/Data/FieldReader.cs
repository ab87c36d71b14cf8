namespace MlDsl;

/// <summary>The fields of one record, numbered like the schema's columns.</summary>
public ref struct FieldReader
{
}

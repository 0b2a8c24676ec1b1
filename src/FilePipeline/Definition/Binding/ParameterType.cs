namespace FilePipeline.Definition.Binding;

/// <summary>The types that a parameter may have.</summary>
internal static class ParameterType
{
    private static readonly Type[] _scalars = [typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(TimeSpan)];

    public static bool IsKnown(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return _scalars.Contains(type) || type.IsEnum || ((ItemOfList(type) ?? ValueOfMap(type)) is { } inner && IsKnown(inner));
    }

    /// <summary>The <c>T</c> of an array, a <c>List&lt;T&gt;</c> or an interface that a list has.</summary>
    public static Type? ItemOfList(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(typeof(List<>).MakeGenericType(item)) ? item : null;

    /// <summary>The <c>T</c> of a <c>Dictionary&lt;string, T&gt;</c> or an interface that a dictionary has.</summary>
    public static Type? ValueOfMap(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string)
            && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)) ? value : null;
}

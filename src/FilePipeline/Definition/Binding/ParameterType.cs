namespace FilePipeline.Definition.Binding;

/// <summary>The collections that a parameter may be.</summary>
internal static class ParameterType
{
    /// <summary>The <c>T</c> of an array, a <c>List&lt;T&gt;</c> or an interface that a list has.</summary>
    public static Type? ItemOfList(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(typeof(List<>).MakeGenericType(item)) ? item : null;

    /// <summary>The <c>T</c> of a <c>Dictionary&lt;string, T&gt;</c> or an interface that a dictionary has.</summary>
    public static Type? ValueOfMap(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string)
            && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)) ? value : null;
}
